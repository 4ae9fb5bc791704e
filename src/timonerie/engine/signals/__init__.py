"""What a series of figures says by itself: one family of signals per file, pure arithmetic."""
