"""Gathers what the pure floors judge: files, settings, what is still known from the last run."""
