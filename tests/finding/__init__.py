"""Tests of the search, with small sites and with the real handbook."""
