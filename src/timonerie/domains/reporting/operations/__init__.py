"""Writes of what sites and providers tell: each one asks for its right, and is audited."""
