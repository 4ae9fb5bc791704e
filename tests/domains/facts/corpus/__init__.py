"""The malformed corpus: fifty-six rows of files that must not be read as they stand, or may.

Each entry builds its file, and says the verdict that every door must give. Nothing here is kept as
a file: what a builder writes is read in three lines.
"""

from tests.domains.facts.corpus.archives import ARCHIVES
from tests.domains.facts.corpus.entries import Entry
from tests.domains.facts.corpus.text import TEXT
from tests.domains.facts.corpus.values import VALUES
from tests.domains.facts.corpus.workbooks import WORKBOOKS

ENTRIES: tuple[Entry, ...] = (*TEXT, *VALUES, *WORKBOOKS, *ARCHIVES)

__all__ = ["ENTRIES", "Entry"]
