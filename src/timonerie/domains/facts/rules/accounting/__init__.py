"""What decides of accounting files: the months they cover, and which of them count."""
