"""Tests of views: their content without builds, and their output in builds."""
