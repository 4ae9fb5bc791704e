"""Which legal documents a provider owes, and where each one stands. Pure; an aid, never advice."""
