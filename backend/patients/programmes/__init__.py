"""Templates of exercise programmes that a clinic keeps."""
