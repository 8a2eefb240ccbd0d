"""Measurements that need a quiet machine; no test waits for them."""
