"""What a patient agrees to, in which words, and what follows from a no."""
