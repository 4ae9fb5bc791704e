"""Where a contract stands, from how far its signing is and from its dates."""

from enum import StrEnum

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.rules.timelines import Timeline


class Standing(StrEnum):
    """One word for a contract on a day; `unknown` where its dates cannot be told."""

    DRAFT = "draft"
    APPROVED = "approved"
    UPCOMING = "upcoming"
    FIRM = "firm"
    RENEWED = "renewed"
    NOTICE_GIVEN = "notice_given"
    ENDED = "ended"
    UNKNOWN = "unknown"


def standing(stage: str, timeline: Timeline | None) -> Standing:
    """What is not signed is told by its stage, whatever its dates."""
    if stage != Stage.SIGNED:
        return Standing(stage)
    return Standing(timeline.status) if timeline else Standing.UNKNOWN
