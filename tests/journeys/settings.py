"""Settings of the demo as the journeys read it: those of an instance, without its second factor,
and with as many files an hour as every page of every reader asks for."""

from timonerie.config.settings.base import *  # noqa: F403
from timonerie.config.settings.base import TRIES_AN_HOUR

SECOND_FACTOR = False
TRIES_AN_HOUR = {**TRIES_AN_HOUR, "export": 10_000}
