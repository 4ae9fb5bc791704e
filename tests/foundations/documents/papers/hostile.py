"""PDF files that want something else than to be read."""

import zlib

from tests.factories.contract_pdfs import assembled, stream

BLANK = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def plain(catalogue: str = "", *more: bytes, trailer: str = "") -> bytes:
    """One blank page; `catalogue` is added to the catalogue, `more` are objects from 4 on."""
    root = f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode()
    return assembled([root, TREE, BLANK, *more], trailer=trailer)


SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def with_script_at_opening() -> bytes:
    return plain("/OpenAction 4 0 R", SCRIPT)


def with_spelt_script() -> bytes:
    return plain("/OpenAction << /S /J#61vaScript /JS (app.alert\\(1\\)) >>")


def with_launch() -> bytes:
    return plain("/OpenAction << /S /Launch /F (calc.exe) >>")


def with_packed_launch() -> bytes:
    """The action stands in an object stream, out of sight of who reads the bytes."""
    inside = b"9 0 << /S /Launch /F (calc.exe) >>"
    packed = stream(zlib.compress(inside), "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    return plain("", packed)


def with_named_script() -> bytes:
    return plain("/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", SCRIPT)


def with_form() -> bytes:
    return plain("/AcroForm << /Fields [] >>")


def with_pages(count: int) -> bytes:
    kids = " ".join(["3 0 R"] * count)
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, BLANK])


def with_password() -> bytes:
    """Sealed by a password that nobody gave (standard handler, 40 bits)."""
    blank = "<" + "00" * 32 + ">"
    seal = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {blank} /U {blank} /P -4 >> "
    return plain("", trailer=seal + f"/ID [{blank} {blank}] ")


def without_page() -> bytes:
    return b"%PDF-1.4\nrien de lisible\n%%EOF\n"


EVERY = [
    plain(),
    with_script_at_opening(),
    with_spelt_script(),
    with_launch(),
    with_packed_launch(),
    with_named_script(),
    with_form(),
    with_password(),
    without_page(),
]
