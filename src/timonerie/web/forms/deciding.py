"""A decision on an activity, and what it promises."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.queries import seats
from timonerie.domains.sourcing.enums import Benefit, Choice, Verdict
from timonerie.domains.sourcing.models import SourcingDecision
from timonerie.domains.sourcing.operations import decisions
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import grid_words, promise_readings
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import CompanyForm, Compared, DateField

LINES = 4
#: What is typed for each kind of benefit, over what is kept: euros for cents, per cent for ratios.
SCALES: Mapping[str, Decimal] = {Benefit.COST: Decimal(100), Benefit.ERRORS: Decimal("0.01")}


class DecisionForm(CompanyForm):
    """`seen` is the decision that the reader read, empty for none. Benefits are `LINES` forms."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("Votre décision"),
        help_text=_("La grille propose ; ce choix est le vôtre, et il porte votre nom."),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=1000,
        required=False,
        help_text=_("Obligatoire si vous vous écartez du verdict : on vous le demandera."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dissent = forms.CharField(
        label=_("Avis contraire"),
        max_length=1000,
        required=False,
        help_text=_("Qui n’était pas d’accord, et pourquoi : il aura peut-être raison."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_date = DateField(
        label=_("À revoir le"),
        help_text=_("Douze mois d’ordinaire ; plus tôt si le prestataire change."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        verdict: Verdict | None,
        vetoes: bool,
        standing: SourcingDecision | None,
        today: date,
    ) -> None:
        choices = _choices(verdict, vetoes=vetoes)
        initial = {
            "choice": choices[0][0] if verdict else Choice.WAIT,
            "review_date": in_a_year(today),
            "seen": "" if standing is None else str(standing.public_id),
        }
        super().__init__(data, initial=initial)
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def answer(self, error: Conflict, *, compared: Sequence[Compared] | None = None) -> None:
        """The decision taken meanwhile is the one that is read from then on."""
        current, mine = error.current, error.mine
        told = compared
        if isinstance(current, SourcingDecision):
            words = str(Choice(mine["choice"]).label)
            told = [Compared(_now("Décision"), grid_words.choice(current), words)]
        super().answer(error, compared=told)
        if isinstance(current, SourcingDecision):
            self.data = {**self.data, "seen": str(current.public_id)}


class BenefitForm(CompanyForm):
    """One promise; empty, it says nothing. Amounts are typed in euros a year, hours, per cent of
    the cases, hours a year."""

    kind = forms.ChoiceField(
        label=_("Bénéfice"), required=False, help_text=_("Ce qui doit aller mieux.")
    )
    baseline = AmountField(label=_("Aujourd’hui"), help_text=_("Vide si nul ne le sait."))
    promised = AmountField(label=_("Promis"), help_text=_("Ce qui sera mesuré."))
    due_date = DateField(
        label=_("Pour le"), required=False, help_text=_("Le jour où l’on comparera.")
    )
    owner = forms.ChoiceField(
        label=_("Qui en répond"), required=False, help_text=_("Un poste de l’entreprise.")
    )
    metric = forms.ChoiceField(
        label=_("Mesuré par"), required=False, help_text=_("Un indicateur suivi, s’il y en a un.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        owners: Mapping[str, Seat],
        metrics: Sequence[tuple[str, str]],
        prefix: str,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self._owners = owners
        named = [(key, str(seat)) for key, seat in owners.items()]
        self._choose("owner", [("", _now("À dire")), *named])
        units = [(kind, f"{kind.label} ({grid_words.UNITS[kind]})") for kind in Benefit]
        self._choose("kind", [("", _now("Aucun")), *units])
        self._choose("metric", [("", _now("Ce que l’on dira")), *metrics])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("kind"):
            if data.get("promised") is not None:
                self.add_error("kind", _now("Dites de quel bénéfice il s’agit."))
            return data
        for name, told in (
            ("promised", _now("Dites combien vous promettez.")),
            ("due_date", _now("Dites pour quand.")),
        ):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, told)
        metric = data.get("metric")
        if metric and not promise_readings.fits(Benefit(data["kind"]), metric):
            self.add_error("metric", _now("Cet indicateur ne mesure pas ce bénéfice."))
        return data

    def promise(self) -> Promise | None:
        """None for a line left empty."""
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        kind = Benefit(data["kind"])
        baseline = data.get("baseline")
        return Promise(
            kind=kind,
            promised=kept(kind, data["promised"]),
            due_date=data["due_date"],
            baseline=None if baseline is None else kept(kind, baseline),
            metric=data.get("metric") or "",
            owner=self._owners.get(data.get("owner") or ""),
        )

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def owners(reader: Actor) -> dict[str, Seat]:
    """The posts that may answer for a promise, by identifier."""
    rows = seats.visible_to(reader).active().select_related("unit").order_by("name")
    return {str(one.public_id): one for one in rows}


def kept(kind: Benefit | str, typed: Decimal) -> float:
    """An amount as it is kept: cents, hours, a ratio, hours."""
    return float(typed * SCALES.get(kind, Decimal(1)))


def typed(kind: Benefit | str, value: float) -> Decimal:
    """The other way round."""
    return (Decimal(str(value)) / SCALES.get(kind, Decimal(1))).normalize()


def in_a_year(today: date) -> date:
    """The same day a year later, the 28th for the 29th of February."""
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if is_leap_day else today.day)


#: What is proposed first under each verdict.
_FIRST: Mapping[str, Choice] = {
    Verdict.CORE: Choice.KEEP,
    Verdict.HYBRID: Choice.SHARE,
    Verdict.DELEGABLE: Choice.ENTRUST,
    Verdict.RESERVE: Choice.KEEP,
}


def _choices(verdict: Verdict | None, *, vetoes: bool) -> list[tuple[Choice, str]]:
    """Those that follow the verdict first; what a veto forbids is not proposed."""
    known = [one for one in Choice if not (vetoes and one == Choice.ENTRUST)]
    known.sort(key=lambda one: _place(verdict, one))
    return [(one, _label(verdict, one)) for one in known]


def _place(verdict: Verdict | None, choice: Choice) -> tuple[bool, bool]:
    follows = choice != Choice.WAIT and decisions.is_followed(verdict, choice)
    return not follows, verdict is None or choice != _FIRST[verdict]


def _label(verdict: Verdict | None, choice: Choice) -> str:
    if verdict is None or choice == Choice.WAIT:
        return str(choice.label)
    if decisions.is_followed(verdict, choice):
        return _now("%(choice)s : suit le verdict") % {"choice": choice.label}
    return _now("%(choice)s : s’écarte du verdict, dites pourquoi") % {"choice": choice.label}
