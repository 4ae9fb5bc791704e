"""Settings of the demo: a banner says so, and nothing is meant to be kept."""

from timonerie.config.settings.base import *  # noqa: F403

DEMO = True
