"""Reads the text and the parsed document of one page into records."""
