"""Files that a clinic brings along over HTTP: rehearsed by a worker, applied by a click, undone as a whole within a day."""
