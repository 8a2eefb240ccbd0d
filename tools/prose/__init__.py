"""Checks the English of pages with proselint and a few rules of this handbook."""
