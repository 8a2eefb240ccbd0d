"""Tests every page of the real handbook in a browser, served on loopback."""
