"""Pure rules: where a promise stands on a day, what may be promised, what share was kept."""
