"""Tests of sphinx_compass.reading, on projects that use nothing else of this repository."""
