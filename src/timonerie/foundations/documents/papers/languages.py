"""Where the data of the recognition of texts are: a Debian package, absent from some machines."""

from pathlib import Path

PACKAGE = "tesseract-ocr-fra"
LANGUAGE = "fra"
FOLDERS = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),
    Path("/usr/share/tessdata"),
    Path("/usr/local/share/tessdata"),
)


def folder() -> Path | None:
    """The folder that holds French, or None where scans cannot be read."""
    return next((one for one in FOLDERS if (one / f"{LANGUAGE}.traineddata").is_file()), None)


def located() -> Path:
    """Raises FileNotFoundError: French is on this machine in no folder that we know."""
    found = folder()
    if found is None:
        raise FileNotFoundError(
            f"{LANGUAGE}.traineddata is in none of {', '.join(map(str, FOLDERS))}"
        )
    return found
