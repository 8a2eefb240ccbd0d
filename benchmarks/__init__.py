"""Measurements that need a quiet machine; no test waits for them."""


class BenchmarkError(Exception):
    """The benchmark cannot measure; the message says why."""
