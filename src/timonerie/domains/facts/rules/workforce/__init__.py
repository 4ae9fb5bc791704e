"""What payroll declarations amount to: which version counts, where, and what may be shown."""
