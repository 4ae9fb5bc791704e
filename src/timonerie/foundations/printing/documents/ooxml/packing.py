"""The file of a document: the same bytes for the same content, and nothing of the machine."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE

NO_DAY = date(1980, 1, 1)
"""The first that a ZIP archive can tell, for what has no date."""


def sign(word: Word, *, title: str, author: str, on: date) -> None:
    """What the document says of itself."""
    told, at = word.core_properties, datetime.combine(on, time())
    told.title, told.author, told.last_modified_by = title[:255], author[:255], author[:255]
    told.created = told.modified = at
    told.comments = told.keywords = told.subject = told.category = ""
    told.revision = 1


def packed(word: Word) -> bytes:
    written = BytesIO()
    word.save(written)
    ordered = BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(ordered, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            told = zipfile.ZipInfo(name, date_time=(NO_DAY.year, NO_DAY.month, NO_DAY.day, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            # Whatever the system that wrote it.
            told.create_system, told.external_attr = 3, 0o600 << 16
            target.writestr(told, source.read(name))
    return ordered.getvalue()


def without_traces(word: Word) -> None:
    """Take off what the base of python-docx carries: a picture of it, and the name of a program."""
    package = word.part.package
    unwanted = ("thumbnail", RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, "customXml")
    for ties in (package.rels, word.part.rels):
        for key in [k for k, tie in ties.items() if any(one in tie.reltype for one in unwanted)]:
            del ties[key]
