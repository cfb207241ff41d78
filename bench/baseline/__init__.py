"""What `bench.load` compares with: a plain DRF create of the same row, and the same year as PostgreSQL writes it."""
