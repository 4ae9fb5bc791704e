"""Say what is missing on this machine before `make setup` starts. Runs on a bare Python."""

import importlib.util
import shutil
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


def missing() -> list[str]:
    """What to install, one sentence each; empty when the machine is ready."""
    found = []
    if sys.version_info < OLDEST_PYTHON:
        found.append("Python 3.11 or later (make setup PYTHON=python3.12 names another one).")
    if importlib.util.find_spec("ensurepip") is None:
        found.append("Python's venv module: apt-get install python3-venv")
    for command in ("git", "npm"):
        if shutil.which(command) is None:
            found.append(f"{command}: apt-get install {command}")
    node = shutil.which("node")
    if node is None or _node_version(node) < OLDEST_NODE:
        found.append(f"Node.js {OLDEST_NODE} or later: it builds the style sheet and the scripts.")
    return found


def _node_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.lstrip("v").split(".")[0])


if __name__ == "__main__":
    if found := missing():
        print("make setup needs:", *(f"  - {line}" for line in found), sep="\n", file=sys.stderr)
        sys.exit(1)
