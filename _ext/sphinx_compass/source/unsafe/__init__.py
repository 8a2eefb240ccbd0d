"""Decides which parts of a page are not safe to publish if anybody can propose pages."""
