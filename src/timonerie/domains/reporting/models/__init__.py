"""What sites and providers tell: flashes, what they need, voices beside the figures."""

from timonerie.domains.reporting.models.abouts import ReplyAbout
from timonerie.domains.reporting.models.flashes import (
    Flash,
    FlashDraft,
    FlashNeed,
    FlashRule,
)
from timonerie.domains.reporting.models.replies import Reply, ReplyText
from timonerie.domains.reporting.models.thumbs import Thumb
from timonerie.domains.reporting.models.voice_links import ProviderRating, VoiceLink

__all__ = [
    "Flash",
    "FlashDraft",
    "FlashNeed",
    "FlashRule",
    "ProviderRating",
    "Reply",
    "ReplyAbout",
    "ReplyText",
    "Thumb",
    "VoiceLink",
]
