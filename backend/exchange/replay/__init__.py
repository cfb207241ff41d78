"""`replay`: a recorded history through the real system. `reader` checks, `runner` runs, `text` prints."""
