"""The calendars that read our dates: made and revoked by their owner, read by a secret address."""
