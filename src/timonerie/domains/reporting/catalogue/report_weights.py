"""What a report is scored on, as `report_weights.toml` says it."""

import tomllib
from functools import cache
from pathlib import Path

from timonerie.domains.reporting.rules.report_quality import Weights


@cache
def weights() -> Weights:
    text = Path(__file__).with_name("report_weights.toml").read_text(encoding="utf-8")
    return Weights(**tomllib.loads(text))
