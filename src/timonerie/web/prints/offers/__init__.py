"""The memo of a choice among offers."""
