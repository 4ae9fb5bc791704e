"""Rules of signals, as pure functions: what is watched, what belongs together."""
