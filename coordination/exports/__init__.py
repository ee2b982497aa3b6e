"""What leaves as files for other programs."""
