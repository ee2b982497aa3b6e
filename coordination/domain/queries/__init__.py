"""Page-shaped reads: each docstring names the page that calls it and its number of statements."""
