"""The command line: `timonerie …`."""

from timonerie.cli.main import main

__all__ = ["main"]
