"""Put the missing no-break spaces into the French sentences of the product (`make fix`)."""

from pathlib import Path

from tests.repository import files, typography

ROOT = Path(__file__).resolve().parents[1]


def mended(path: str, text: str) -> str:
    if path.endswith(".py") and "/migrations/" not in path:
        return typography.mend_module(text)
    if "/templates/" in path:
        return typography.mend_template(text)
    if path.endswith(".md") and typography.is_french_page(path):
        return typography.mend_markdown(text)
    return text


def main() -> None:
    for path, text in files.texts(ROOT).items():
        if not path.startswith("tests/") and (new := mended(path, text)) != text:
            (ROOT / path).write_text(new, encoding="utf-8")
            print("mended", path)


if __name__ == "__main__":
    main()
