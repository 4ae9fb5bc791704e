"""What the child that reads a received calendar does. Nothing here knows Django."""
