"""The organization as frozen records, with its look-ups and checks.

Pure: nothing in this package imports Sphinx or docutils.
"""
