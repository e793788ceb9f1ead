"""Partnerships between companies as code: read, lint, render and verify partnership charters."""

__version__ = "0.1.0"
