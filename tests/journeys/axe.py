"""What axe says of a page, in words that one can act on."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT

GRAVE = ("serious", "critical")


@cache
def _script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """The serious and critical faults of the page as it stands, each with the first parts at fault."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [_said(fault) for fault in found["violations"] if fault["impact"] in GRAVE]


def _said(fault: dict[str, Any]) -> str:
    parts = [f"  {node['html'][:160]}\n    {_why(node)}" for node in fault["nodes"][:3]]
    return f"{fault['id']} ({len(fault['nodes'])}): {fault['help']}\n" + "\n".join(parts)


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks[:2])
