"""What the unknown words of a file stand for: a known name, or a new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.models import BatchState, Dimension, ImportBatch
from timonerie.domains.facts.operations import sources
from timonerie.domains.facts.queries import batches as queries
from timonerie.domains.facts.queries import naming
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.sourcing.models import Activity
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.responses import show

HEADINGS: Mapping[str, Promise] = {
    Dimension.UNIT: gettext_lazy("Sites"),
    Dimension.PROVIDER: gettext_lazy("Prestataires"),
    Dimension.TEAM: gettext_lazy("Équipes"),
    Dimension.ACTIVITY: gettext_lazy("Activités"),
}


@dataclass(frozen=True)
class Question:
    """A word that nothing answers to; `field` names its choice in the form."""

    field: str
    dimension: str
    word: str


@dataclass(frozen=True)
class Part:
    """The questions of one dimension, and the names that may answer them."""

    heading: Promise
    questions: list[Question]
    choices: list[tuple[UUID, str]]


@policy("import.write")
def names(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    """Answers are kept with the source: the next file reads the same words alike."""
    batch = get_object_or_404(queries.visible_to(request.actor), public_id=batch_id)
    here = redirect("import", request.company.slug, batch.public_id)
    if batch.state != BatchState.READ:
        return here
    parts = list(_parts(batch))
    if request.method == "POST":
        for told in _overtaken(request, batch):
            messages.warning(request, told)
        kept = sum(_keep(request, batch, part) for part in parts)
        text = ngettext("%(count)s équivalence retenue.", "%(count)s équivalences retenues.", kept)
        messages.success(request, text % {"count": kept})
        return here
    context = {
        "batch": batch,
        "parts": parts,
        "may_create": request.actor.may("organisation.write"),
        "breadcrumbs": [
            {"label": _("Données"), "url": reverse("imports", args=[request.company.slug])},
            {"label": batch.file_name, "url": here.url},
            {"label": _("Noms inconnus"), "url": ""},
        ],
    }
    return show(request, "import_names.html", context)


def _parts(batch: ImportBatch) -> Iterator[Part]:
    words: Mapping[str, list[str]] = batch.report.get("words", {})
    if not words:
        return
    known = naming.known(source=batch.source, words=words)
    for dimension, heading in HEADINGS.items():
        # The rank among all words: the answer of somebody else moves no question.
        questions = [
            Question(f"{dimension}-{rank}", dimension, word)
            for rank, word in enumerate(words[dimension])
            if word not in known[dimension]
        ]
        if questions:
            yield Part(heading, questions, _choices(dimension))


def _overtaken(request: CompanyRequest, batch: ImportBatch) -> Iterator[str]:
    """Answers to words that somebody else answered first, and otherwise: both are said."""
    words: Mapping[str, list[str]] = batch.report.get("words", {})
    known = naming.known(source=batch.source, words=words) if words else {}
    for dimension, found in known.items():
        for rank, word in enumerate(words[dimension]):
            mine = _target(dimension, request.POST.get(f"{dimension}-{rank}", ""))
            theirs = found.get(word)
            if mine is not None and theirs is not None and mine != theirs:
                names = dict(_answers(dimension).values_list("pk", "name"))
                yield _(
                    "« %(word)s » vient de recevoir une autre réponse, qui est gardée :"
                    " « %(theirs)s ». La vôtre était « %(mine)s »."
                ) % {"word": word, "theirs": names.get(theirs, ""), "mine": names[mine]}


def _choices(dimension: str) -> list[tuple[UUID, str]]:
    """The names of the company that a word may stand for."""
    return list(_answers(dimension).order_by("name").values_list("public_id", "name"))


def _answers(dimension: str) -> QuerySet[Any]:
    if dimension == Dimension.PROVIDER:
        return Provider.objects.active()
    if dimension == Dimension.ACTIVITY:
        return Activity.objects.active()
    kind = UnitKind.SITE if dimension == Dimension.UNIT else UnitKind.TEAM
    return Unit.objects.active().filter(kind=kind)


def _keep(request: CompanyRequest, batch: ImportBatch, part: Part) -> int:
    """Keep the answers of one part; a word left without one will be created."""
    kept = 0
    for question in part.questions:
        target = _target(question.dimension, request.POST.get(question.field, ""))
        if target is not None:
            sources.alias(
                by=request.actor,
                at=timezone.now(),
                source=batch.source,
                dimension=question.dimension,
                text=question.word,
                target_id=target,
            )
            kept += 1
    return kept


def _target(dimension: str, public_id: str) -> int | None:
    """Row id of the answer, among the names that were offered only."""
    for row_id, offered in _answers(dimension).values_list("pk", "public_id"):
        if str(offered) == public_id:
            return int(row_id)
    return None
