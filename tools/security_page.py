"""Write docs/security.md: the rules, each with the tests that prove it, and the table of rights.

The rules stand in docs/security_rules.toml; a test says which it proves by `pytest.mark.rule`.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "security.md"
RULES = ROOT / "docs" / "security_rules.toml"
POLICY = ROOT / "src" / "timonerie" / "foundations" / "accounts" / "policy.toml"

Proofs = Mapping[str, list[str]]


def proofs(tests: Iterable[Path]) -> Proofs:
    """Rule id -> where it is proved, as "tests/….py" or "tests/….py::test_name"."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(tests):
        source = path.read_text(encoding="utf-8")
        if "mark.rule" not in source:
            continue
        name = path.relative_to(ROOT).as_posix()
        for where, rule in _marks(ast.parse(source)):
            found[rule].append(f"{name}::{where}" if where else name)
    return found


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(name of the test, rule); no name for the marks of a whole module."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [one.id for one in targets if isinstance(one, ast.Name)]
            if names == ["pytestmark"] and node.value is not None:
                yield from (("", rule) for rule in _ids(node.value))
        elif isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                yield from ((node.name, rule) for rule in _ids(decorator))


def _ids(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.rule":
            yield from (ast.literal_eval(one) for one in call.args)


def page(rules: Mapping[str, Any], policy: Mapping[str, Any], proved: Proofs) -> str:
    lines = [
        "# Security",
        "",
        "Written by `python -m tools.security_page` from `docs/security_rules.toml`, the marks of"
        " the tests and `policy.toml`: do not edit it by hand. What to do when you find a hole"
        " stands in [SECURITY.md](../SECURITY.md).",
        "",
    ]
    for section in rules["section"]:
        lines += [f"## {section['title']}", ""]
        for rule in section["rule"]:
            lines += _rule(rule, proved.get(rule["id"], []))
        lines.append("")
    lines += ["## What is not defended", ""]
    lines += [f"- {one}" for one in rules["undefended"]]
    lines += ["", "## Who may do what", "", *_rights(policy)]
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: Mapping[str, str], tests: list[str]) -> Iterator[str]:
    yield f"- **{rule['id']}** {rule['text']}"
    if "partly" in rule:
        yield f"  Not yet: {rule['partly']}"
    shown = ", ".join(f"`{one.removeprefix('tests/')}`" for one in tests)
    yield f"  Proved by {shown}." if tests else "  No test yet."


def _rights(policy: Mapping[str, Any]) -> Iterator[str]:
    roles = list(policy["roles"])
    yield "| permission | " + " | ".join(roles) + " |"
    yield "|---|" + "---|" * len(roles)
    for part in ("permissions", "fields"):
        for name, holders in policy[part].items():
            cells = [policy["roles"][role]["scope"] if role in holders else "" for role in roles]
            yield f"| `{name}` | " + " | ".join(cells) + " |"
    yield ""
    yield (
        "`company`: everything of the company. `mandate`: what the mandates name, everything"
        " without one. `unit`, `provider`, `listed`: what the mandates name, nothing without one."
    )


def built() -> str:
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    policy = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    return page(rules, policy, proofs((ROOT / "tests").rglob("test_*.py")))


def main() -> None:
    PAGE.write_text(built(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
