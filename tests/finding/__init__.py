"""Tests the search and the previews of links."""
