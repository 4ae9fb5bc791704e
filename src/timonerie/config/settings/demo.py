"""Settings of the demo: a banner says so, and nothing is meant to be kept."""

from timonerie.config.settings.base import *  # noqa: F403

DEMO = True
SECOND_FACTOR = False
SESSION_IDLE_SECONDS = SESSION_IDLE_SECONDS_OF_KEY_ROLES = 12 * 3600
