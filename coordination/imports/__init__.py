"""What others hand us as files: read carefully, looked at by whoever uploaded it, and then saved."""
