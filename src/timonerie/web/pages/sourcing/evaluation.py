"""What notes make of an activity, in words and on the plot: the part that follows the sliders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.rules.grids import assessing
from timonerie.domains.sourcing.rules.grids.shapes import Criterion
from timonerie.foundations.wording import formats
from timonerie.web import grid_words
from timonerie.web.access import CompanyRequest
from timonerie.web.forms.evaluating import UNKNOWN, EvaluationForm
from timonerie.web.pages.sourcing import grid_tables


@dataclass(frozen=True)
class Slider:
    """A criterion to note: where it stands in words, whose note that is, and what others say."""

    field: BoundField
    criterion: Criterion
    word: str
    is_proposed: bool
    others: str
    is_apart: bool

    @property
    def control(self) -> SafeString:
        names = ["help", *(["error"] if self.field.errors else [])]
        described = " ".join(f"{self.field.auto_id}-{name}" for name in names)
        return self.field.as_widget(attrs={"aria-describedby": described})


def told(request: CompanyRequest, one: Weighed) -> dict[str, Any]:
    """The context of `sourcing/_evaluation.html`."""
    judged = one.judged
    drawn = grid_tables.scatter_of(request, one.grid, [one]) if grid_tables.is_drawn(one) else None
    shape = "" if judged.verdict is None else grid_words.SHAPES[judged.verdict]
    return {
        "shape": shape,
        "verdict": grid_words.verdict(judged.verdict),
        "hold": grid_words.hold(judged.hold),
        "reasons": [grid_sentences.reason(reason) for reason in judged.reasons],
        "robust": grid_sentences.robust(one.robust),
        "flip": grid_sentences.flip(one.flips[0]) if one.flips else "",
        "near": _near(one),
        "apart": _apart(one),
        "plot": drawn,
    }


def sliders(form: EvaluationForm, one: Weighed, *, user_id: int | None) -> list[Slider]:
    """In the order of the grid."""
    given = [row for row in one.assessments if row.user_id != user_id]
    return [_slider(form, criterion, one, given) for criterion in one.grid.criteria]


def groups(found: Sequence[Slider], one: Weighed) -> dict[str, list[Slider]]:
    """The questions asked of every activity, those worth a look, and the others."""
    close = {criterion.code for criterion in assessing.questions(one.grid, one.scores)}
    parts: Mapping[str, list[Slider]] = {"asked": [], "close": [], "others": []}
    for slider in found:
        code = slider.criterion.code
        part = "asked" if slider.criterion.is_asked else "close" if code in close else "others"
        parts[part].append(slider)
    return dict(parts)


def _slider(
    form: EvaluationForm, criterion: Criterion, one: Weighed, given: Sequence[Any]
) -> Slider:
    code, value = criterion.code, form.value_of(criterion.code)
    noted = one.noted.get(code)
    return Slider(
        field=form[code],
        criterion=criterion,
        word=_("à connaître") if value == UNKNOWN else criterion.scale[value],
        is_proposed=code not in form.own.given and code in form.own.proposed,
        others=_others(code, given),
        is_apart=noted is not None and noted.spread >= assessing.APART,
    )


def _others(code: str, given: Sequence[Any]) -> str:
    """From the lowest to the highest, with who gave which; nothing where nobody else did."""
    notes = [(row.assessor, row.scores[code]) for row in given if code in row.scores]
    if not notes:
        return ""
    values = [value for _name, value in notes]
    names = ", ".join(f"{name} {value}" for name, value in notes)
    if min(values) == max(values):
        return _("Autres évaluateurs : %(names)s.") % {"names": names}
    words = {"low": min(values), "high": max(values), "names": names}
    return _("Autres évaluateurs, de %(low)s à %(high)s : %(names)s.") % words


def _near(one: Weighed) -> str:
    """What deserves a look since a score is near a threshold."""
    found = assessing.questions(one.grid, one.scores)
    names = [f"« {criterion.label} »" for criterion in found if not criterion.is_asked]
    if not names:
        return ""
    return _("Un score est près d’un seuil, ces notes comptent : %(names)s.") % {
        "names": ", ".join(names)
    }


def _apart(one: Weighed) -> str:
    codes = assessing.disagreements(one.noted)
    if not codes:
        return ""
    labels = {criterion.code: criterion.label for criterion in one.grid.criteria}
    spreads = (
        _("« %(label)s » (%(low)s à %(high)s)")
        % {"label": labels[code], "low": _note(noted.low), "high": _note(noted.high)}
        for code in codes
        for noted in (one.noted[code],)
    )
    return ngettext(
        "Les évaluateurs ne voient pas ce critère de même : %(spreads)s. Parlez-en avant de"
        " décider.",
        "Les évaluateurs ne voient pas ces critères de même : %(spreads)s. Parlez-en avant de"
        " décider.",
        len(codes),
    ) % {"spreads": ", ".join(spreads)}


def _note(value: float) -> str:
    return formats.number(value)
