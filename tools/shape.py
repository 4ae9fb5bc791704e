"""Print the sizes of our code beside those we want to resemble. Nothing here passes or fails."""

import ast
import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "timonerie"
OWNERS = {"self", "cls"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def functions(paths: Iterable[Path]) -> Iterator[Function]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_typed(function: Function) -> bool:
    """A return annotation, or every argument annotated but self and cls."""
    arguments = [a for a in function.args.args + function.args.kwonlyargs if a.arg not in OWNERS]
    if function.returns is not None:
        return True
    return bool(arguments) and all(argument.annotation for argument in arguments)


def spread(sizes: Sequence[int]) -> str:
    """Median, 90th percentile and largest."""
    if not sizes:
        return "-"
    ordered = sorted(sizes)
    p90 = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    return f"{statistics.median(ordered):.0f} / {p90} / {ordered[-1]}"


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def comments(paths: Iterable[Path]) -> str:
    """Comment lines for a hundred lines of code."""
    rows = [line.strip() for path in paths for line in lines(path) if line.strip()]
    written = sum(row.startswith("#") for row in rows)
    return f"{100 * written / max(1, len(rows) - written):.1f}"


def late_imports(paths: Sequence[Path]) -> str:
    """Share of the imports that stand inside a function."""
    kinds = ast.Import | ast.ImportFrom
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    every = sum(isinstance(node, kinds) for tree in trees for node in ast.walk(tree))
    late = {id(n) for f in functions(paths) for n in ast.walk(f) if isinstance(n, kinds)}
    return share(len(late), every)


def table() -> list[tuple[str, str, str]]:
    """Measure, ours, and what we try to resemble."""
    ours, tests = python_files(SOURCE), python_files(ROOT / "tests")
    ours_functions, test_functions = list(functions(ours)), list(functions(tests))
    models = [p for p in ours if p.name == "models.py" or p.parent.name == "models"]
    views = [length(f) for f in functions(python_files(SOURCE / "web" / "pages"))]
    templates = [len(lines(p)) for p in SOURCE.rglob("templates/**/*.html")]
    decisions = [len(lines(p)) for p in (ROOT / "docs" / "decisions").glob("*.md")]
    sizes, test_sizes = [len(lines(p)) for p in ours], [len(lines(p)) for p in tests]
    typed = sum(is_typed(f) for f in ours_functions)
    return [
        ("lines of code / of tests", f"{sum(sizes)} / {sum(test_sizes)}", "1.5 test lines a line"),
        ("file", spread(sizes), "60 / 250; look past 500"),
        ("model file", spread([len(lines(p)) for p in models]), "400, then models/"),
        ("function", spread([length(f) for f in ours_functions]), "8 / 30; look past 60"),
        ("view", spread(views), "25"),
        ("test function", spread([length(f) for f in test_functions]), "p90 20"),
        ("test file", spread(test_sizes), "p90 300"),
        ("typed functions", share(typed, len(ours_functions)), "100 %"),
        ("comment lines for 100 of code", comments(ours), "5 to 8"),
        ("imports inside functions", late_imports(ours), "about 1 %"),
        ("template", spread(templates), "40 / 120"),
        ("decision", spread(decisions), "30"),
        ("folders in the package", str(len(list(SOURCE.glob("*/__init__.py")))), "7"),
    ]


def longest(count: int = 8) -> list[str]:
    """The files and functions to look at first."""
    ours = python_files(SOURCE)
    files = sorted(((len(lines(p)), p.relative_to(ROOT)) for p in ours), reverse=True)[:count]
    rows = [(length(f), f"{p.relative_to(ROOT)}:{f.name}") for p in ours for f in functions([p])]
    return [f"{size:6}  {name}" for size, name in [*files, *sorted(rows, reverse=True)[:count]]]


def main() -> None:
    print(f"{'':32}{'ours':24}to resemble (median / p90 / largest)")
    for measure, ours, wanted in table():
        print(f"{measure:32}{ours:24}{wanted}")
    print("\nlongest files, then functions", *longest(), sep="\n")


if __name__ == "__main__":
    main()
