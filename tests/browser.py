"""Where the browser of the journeys is, and how it starts."""

import os
import shutil
from pathlib import Path

# Chromium without the window that nobody looks at here is a fifth quicker.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# The journeys talk to our server alone: nothing else may leave the machine.
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Path:
    """The Chromium of this machine.

    Raises:
        FileNotFoundError: no known name is on the path.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise FileNotFoundError(f"none of {', '.join(NAMES)} is on the path")


def arguments() -> list[str]:
    """Chromium's own sandbox refuses to run as root, as continuous integration does."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
