"""The recipes for developers, applied to copies of the extension."""
