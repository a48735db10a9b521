"""Benchmarks, side by side with what others use. `python -m bench --help`."""
