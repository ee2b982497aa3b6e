"""Word files (.docx) on their way in: read in a process of their own into blocks of rich text."""
