"""What axe says of a page, in words that one can act on."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT

GRAVE = ("serious", "critical")
#: What the theme alone may change.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
#: Asked by name: targets of 24 pixels, or as far apart (WCAG 2.2, 2.5.8).
TARGETS = {"rules": {"target-size": {"enabled": True}}}


@cache
def _script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, *, colours_only: bool = False) -> list[str]:
    """The serious and critical faults of the page as it stands, with the first parts at fault."""
    options = {"resultTypes": ["violations"], "iframes": False, "preload": False}
    options |= COLOURS if colours_only else TARGETS
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    found = page.evaluate("options => axe.run(options)", options)
    return [_said(fault) for fault in found["violations"] if fault["impact"] in GRAVE]


def _said(fault: dict[str, Any]) -> str:
    parts = [f"  {node['html'][:160]}\n    {_why(node)}" for node in fault["nodes"][:3]]
    return f"{fault['id']} ({len(fault['nodes'])}): {fault['help']}\n" + "\n".join(parts)


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks[:2])
