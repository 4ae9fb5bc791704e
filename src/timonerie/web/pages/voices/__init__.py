"""Voices beside the figures: replies, thumbs, what a provider thinks of us."""
