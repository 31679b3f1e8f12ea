"""Measurements and training: what is not needed to use the package."""
