"""What no committed file may hold, and what the files must agree on."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXT = {
    ".cfg", ".css", ".csv", ".html", ".js", ".json", ".lock", ".md", ".mjs", ".po", ".py", ".scss",
    ".sh", ".svg", ".toml", ".ts", ".txt", ".xml", ".yaml", ".yml", "",
}  # fmt: skip
LARGEST = 1_500_000  # bytes: above the largest text, which is the English catalogue

BUILT = re.compile(
    r"(^|/)(node_modules|__pycache__|dist|var|\.venv[\w-]*)/|/static/build/"
    r"|\.(pyc|mo|sqlite3|parquet|whl|egg-info)$"
)

# The brackets keep each pattern from finding itself: this file is read too.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.~$}/-])/(?:[w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+)/\w|(?<![\w.$}])/[t]mp/"
    ),
    "the host of a registry": re.compile(
        r"[p]ythonhosted|[r]egistry\.(?:npmjs|yarnpkg)|//[p]ypi\.|//[d]eb\.debian"
    ),
    "an issue of a tracker": re.compile(r"(?i)\b[i]ssues? (?:no\. ?|n° ?|#)?\d"),
    "postponed work": re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b|raise [N]otImplementedError"),
}
VERSION = re.compile(r"(?i)postgres(?:ql)?[ \u00a0:/@-]?(\d{1,2})\b")
SETTING = re.compile(r"\bTIMONERIE_[A-Z_]*[A-Z]\b")


def committed(root: Path) -> list[Path]:
    """Files of the repository, and those about to be: relative paths, ignored ones left out."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = [Path(name) for name in listed.stdout.split("\0") if name]
    return [path for path in paths if (root / path).is_file()]


def texts(root: Path) -> dict[str, str]:
    """Content of every text file, by its path; the licence and the locks are not our words."""
    return {
        str(path): (root / path).read_text(encoding="utf-8")
        for path in committed(root)
        if path.suffix in TEXT and path.name not in {"LICENSE", "package-lock.json"}
    }


def forbidden(files: Mapping[str, str]) -> list[str]:
    """Places that say where or how the project was made instead of what it is."""
    return [
        f"{path}: {why}: {match.group()}"
        for path, text in files.items()
        for why, pattern in FORBIDDEN.items()
        for match in pattern.finditer(text)
    ]


def built(paths: Iterable[str]) -> list[str]:
    """Committed files that a command makes again."""
    return [path for path in paths if BUILT.search(path)]


def postgresql_versions(files: Mapping[str, str]) -> dict[int, list[str]]:
    """Every version of PostgreSQL that is named, and where."""
    found: dict[int, list[str]] = {}
    for path, text in files.items():
        for version in VERSION.findall(text):
            found.setdefault(int(version), []).append(path)
    return found


def undocumented(code: Iterable[str], documentation: str) -> list[str]:
    """Settings read from the environment that the documentation does not name."""
    read = {name for text in code for name in SETTING.findall(text)}
    return sorted(read - set(SETTING.findall(documentation)))


def lock_faults(lock: str) -> list[str]:
    """Lines that tie a lock to one place, or a package without hashes."""
    faults = [
        line
        for line in lock.splitlines()
        if re.search(r"://|^-|@ |\bfile:|\"resolved\"|\"integrity\": \"sha1-", line)
    ]
    packages = re.split(r"\n(?=\S)", lock.strip())
    faults += [p.split()[0] for p in packages if "==" in p and "--hash=sha256:" not in p]
    return faults


def broken_links(path: str, text: str, *, root: Path) -> list[str]:
    """Relative links of a Markdown page that lead nowhere."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```", "", text, flags=re.S))
    return [
        f"{path}: {target}"
        for target in targets
        if "://" not in target and not target.startswith("mailto:")
        and not ((root / path).parent / target).exists()
    ]  # fmt: skip
