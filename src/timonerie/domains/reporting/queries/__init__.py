"""Reads of what sites and providers tell."""
