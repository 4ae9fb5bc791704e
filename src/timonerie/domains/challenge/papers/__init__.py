"""The letters of the ladder: drafts, signed by nobody, sent by nobody from here."""
