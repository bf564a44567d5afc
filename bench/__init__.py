"""Benchmarks and quality floors; outside the package."""
