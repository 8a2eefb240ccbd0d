"""Handbooks of other organizations, built with the extension as pip installs it."""
