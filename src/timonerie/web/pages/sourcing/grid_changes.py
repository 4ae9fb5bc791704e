"""What a change of the grid changes: of the verdicts, and from one version to the next."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.models import EvaluationGrid
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.rules.grids.shapes import THRESHOLDS, Grid
from timonerie.foundations.wording import formats
from timonerie.web import grid_words
from timonerie.web.forms.weights import LABELS


def of_verdicts(found: Sequence[Weighed], grid: Grid) -> tuple[str, list[str]]:
    """A sentence, and a line for each activity whose verdict or hold would change."""
    pairs = list(zip(found, queries.under(grid, found), strict=True))
    verdicts = [(old, new) for old, new in pairs if old.judged.verdict != new.judged.verdict]
    holds = [
        (old, new)
        for old, new in pairs
        if old.judged.hold != new.judged.hold and old.judged.verdict == new.judged.verdict
    ]
    lines = [_verdict(old, new) for old, new in verdicts] + [_hold(old, new) for old, new in holds]
    if not lines:
        return _("Aucun verdict ne change, ni aucune tenue."), []
    told = ngettext("%(n)s verdict change", "%(n)s verdicts changent", len(verdicts))
    held = ngettext("%(n)s tenue seule", "%(n)s tenues seules", len(holds))
    parts = [
        words % {"n": formats.number(count)}
        for words, count in ((told, len(verdicts)), (held, len(holds)))
        if count
    ]
    return f"{', '.join(parts)}.", lines


def between(before: EvaluationGrid | None, after: EvaluationGrid) -> list[str]:
    """What a version changed from the one before, in words; the first says what it is."""
    if before is None:
        return [_("La grille proposée par Timonerie.")]
    old, new = Grid.from_document(before.document), Grid.from_document(after.document)
    return list(_changes(old, new)) or [_("Seuls des mots changent.")]


def _changes(old: Grid, new: Grid) -> Iterator[str]:
    known = {one.code: one for one in old.criteria}
    for one in new.criteria:
        was = known.get(one.code)
        if was is not None and was.weight != one.weight:
            words = (one.label, formats.number(was.weight), formats.number(one.weight))
            yield _("%(label)s : %(before)s → %(after)s") % dict(
                zip(("label", "before", "after"), words, strict=True)
            )
    for name in THRESHOLDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _("%(label)s : %(before)s → %(after)s") % {
                "label": LABELS[name][0],
                "before": formats.number(before),
                "after": formats.number(after),
            }


def _verdict(old: Weighed, new: Weighed) -> str:
    return _("%(activity)s : « %(before)s » → « %(after)s »") % {
        "activity": old.activity.name,
        "before": grid_words.verdict(old.judged.verdict),
        "after": grid_words.verdict(new.judged.verdict),
    }


def _hold(old: Weighed, new: Weighed) -> str:
    return _("%(activity)s : %(before)s → %(after)s") % {
        "activity": old.activity.name,
        "before": grid_words.hold(old.judged.hold),
        "after": grid_words.hold(new.judged.hold),
    }
