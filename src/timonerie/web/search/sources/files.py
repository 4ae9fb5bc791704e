"""Files brought in, by their name or their source."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models import BatchState
from timonerie.domains.facts.queries import batches
from timonerie.foundations.wording import formats
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register

#: Older files are found in their list.
LATEST = 2_000


@register(label=_("Fichiers"), icon="data", permission="import.read", rank=80)
def files(question: Question) -> Found:
    rows = batches.visible_to(question.actor).order_by("-created_at")
    columns = ("public_id", "file_name", "source__name", "state", "created_at")
    for public_id, name, source, state, at in rows.values_list(*columns)[:LATEST]:
        if question.finds(name, source):
            told = f"{BatchState(state).label} · {formats.day(at, style='short')}"
            yield Hit(name, question.url("import", public_id), told)
