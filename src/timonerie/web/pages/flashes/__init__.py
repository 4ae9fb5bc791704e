"""The flash of each site, the week of all of them, what they need."""
