"""Where LibreOffice is, and how it opens a document that we wrote: the other reader than ours."""

import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("soffice", "libreoffice")
SECONDS = 120
# Its messages would depend on the machine, and it would look for a printer and a display.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "PATH": "/usr/bin:/bin"}


def soffice() -> Path:
    """The LibreOffice of this machine.

    Raises:
        FileNotFoundError: no known name is on the path.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise FileNotFoundError(f"none of {', '.join(NAMES)} is on the path")


def printed(document: bytes) -> bytes:
    """A DOCX as the PDF that LibreOffice makes of it.

    Raises:
        AssertionError: it did not open the document.
    """
    return _converted(document, "pdf:writer_pdf_Export")


def saved_again(document: bytes) -> bytes:
    """A DOCX opened and saved as one again, as somebody who edits it does."""
    return _converted(document, "docx:MS Word 2007 XML")


def _converted(document: bytes, form: str) -> bytes:
    """Each call has a profile of its own, which is removed: two may run at once, and what a user of
    the machine chose changes nothing."""
    with tempfile.TemporaryDirectory(prefix="timonerie-libreoffice-") as made:
        folder = Path(made)
        given, target = folder / "given.docx", folder / "made"
        given.write_bytes(document)
        done = subprocess.run(
            [
                soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--norestore", "--convert-to", form, "--outdir", target, given,
            ],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=SECONDS,
            env={**ENVIRONMENT, "HOME": made},
        )  # fmt: skip
        found = [*target.glob("given.*")]
        assert found, f"{done.stdout}{done.stderr}"
        return found[0].read_bytes()
