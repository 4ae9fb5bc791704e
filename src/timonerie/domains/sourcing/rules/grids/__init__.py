"""The grid: what to keep, what to hold tightly, and how much of that hangs on the weights."""
