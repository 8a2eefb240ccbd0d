"""Search for any Sphinx site: an index that the build writes, and a small script that reads it."""
