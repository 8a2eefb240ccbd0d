"""Commands that nox sessions run."""
