"""What the child that reads a received file does for the facts. Nothing here knows Django."""
