"""Feed a recogniser with inputs that its own coverage suggests, for as many minutes as asked.

    python -m tools.fuzz csv --minutes 5

Names: those of `tests/domains/facts/recognisers.py`. It needs atheris, which `make campaign`
installs and nothing else does. What stops it is written in `var/fuzz/NAME/`, and becomes an entry
of the corpus once mended.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "fuzz"
INSTRUMENTED = [
    "timonerie.foundations.documents",
    "timonerie.domains.contracts.operations",
    "timonerie.domains.contracts.rules",
    "timonerie.domains.facts.rules",
    "timonerie.engine.dsn",
    "timonerie.engine.fec",
    "timonerie.domains.organisation.operations.imports",
    "timonerie.engine.meetings",
    "timonerie.engine.org_charts",
    "icalendar",
    "recurring_ical_events",
    "csv",
    "zipfile",
    "tomllib",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recogniser")
    parser.add_argument("--minutes", type=float, default=5)
    asked = parser.parse_args()
    atheris = importlib.import_module("atheris")
    # The sentences of a refusal are Django's to translate.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timonerie.config.settings.test")
    with atheris.instrument_imports(include=INSTRUMENTED):
        django.setup()
        recognisers = importlib.import_module("tests.domains.facts.recognisers").RECOGNISERS
        seeds = importlib.import_module("tests.domains.facts.seeds")
    recognise, sound = recognisers[asked.recogniser], seeds.of_recogniser(asked.recogniser)
    recognise(sound[0])  # what is imported late is not part of the time of an input
    found = FOLDER / asked.recogniser
    inputs = found / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for rank, seed in enumerate(sound):
        (inputs / f"seed-{rank}").write_bytes(seed)
    options = [
        f"-max_total_time={round(asked.minutes * 60)}",
        f"-artifact_prefix={found}/",
        # The fuzzer itself grows with what it learns; what one input asks for stays bounded.
        "-rss_limit_mb=3000",
        "-malloc_limit_mb=1000",
        "-timeout=30",
        "-max_len=20000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(inputs)], recognise)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
