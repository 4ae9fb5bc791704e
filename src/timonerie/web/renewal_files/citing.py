"""Where a figure of a decision file comes from, in a few words."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ClauseCode
from timonerie.domains.contracts.models import ClauseFinding
from timonerie.domains.contracts.queries import renewals
from timonerie.web.renewal_files.shapes import Asked


def clause(found: ClauseFinding | None) -> str:
    """« article 4, page 3, contrat.pdf »; the terms that somebody typed where no paper says it."""
    if found is None:
        return _("termes saisis, sans page du contrat")
    page = _("page %(page)s, %(file)s") % {"page": found.page, "file": found.document.file_name}
    if not found.article:
        return page
    return _("article %(article)s, %(page)s") % {"article": found.article, "page": page}


def first(asked: Asked, *codes: ClauseCode) -> ClauseFinding | None:
    return renewals.source_of(asked.clauses, *codes)


def url(asked: Asked, found: ClauseFinding | None) -> str:
    """The paper where it is read, else the terms of the contract."""
    if found is None:
        return asked.contract_url
    return asked.url("paper", found.document.public_id)
