"""What is counted of incidents, as pure functions: alert delay, recurrence, spans, effect."""
