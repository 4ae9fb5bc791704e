"""The company's own DOCX in which its documents are set."""

from timonerie.domains.sourcing.models import CompanyTemplate
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.scope.models import Company


def in_use() -> CompanyTemplate | None:
    """The last one added that was not removed."""
    rows = CompanyTemplate.objects.filter(removed_at__isnull=True).select_related("blob")
    found: CompanyTemplate | None = rows.order_by("-added_at", "-pk").first()
    return found


def content() -> bytes | None:
    """The bytes of the one in use; None where the company has none."""
    template = in_use()
    if template is None:
        return None
    company = Company.objects.get(pk=template.company_id)
    return blobs.path_of(company=company, blob=template.blob).read_bytes()
