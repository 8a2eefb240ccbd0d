"""What readers get: every page of the real handbook, judged in a browser on loopback."""
