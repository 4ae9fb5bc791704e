"""Weak signals: what moved more than chance explains, under a stated budget of false alarms."""
