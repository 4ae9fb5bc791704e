"""The arithmetic: plain Python, numpy and Ibis. No framework, no database, no clock of its own."""
