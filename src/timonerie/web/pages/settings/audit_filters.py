"""Which events a page of the audit trail lists, as its address says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.audit.searching import Search
from timonerie.foundations.wording import formats
from timonerie.web import acts
from timonerie.web.access import CompanyRequest
from timonerie.web.forms.base import DateInput
from timonerie.web.pages.settings import audit_objects

Choices = list[tuple[str, Any]]
OLDEST_FIRST = "ancien"


class FilterForm(forms.Form):
    """Period, author, family of acts, object, text."""

    du = forms.DateField(label=gettext_lazy("Du"), widget=DateInput, required=False)
    au = forms.DateField(label=gettext_lazy("Au"), widget=DateInput, required=False)
    auteur = forms.ChoiceField(label=gettext_lazy("Par"), required=False)
    famille = forms.ChoiceField(label=gettext_lazy("Actes"), required=False)
    objet = forms.ChoiceField(label=gettext_lazy("Objet"), required=False)
    texte = forms.CharField(label=gettext_lazy("Texte"), max_length=100, required=False)
    identifiant = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    tri = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)


@dataclass(frozen=True)
class Filters:
    """The address, read."""

    form: FilterForm
    query: QueryDict
    given: Mapping[str, Any]
    authors: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, request: CompanyRequest) -> "Filters":
        """Raises Http404 for a value that names nothing."""
        authors = _authors(request)
        form = FilterForm(request.GET, auto_id="filtre-%s")
        _offer(form, "auteur", [(key, name) for key, (_pk, name) in authors.items()])
        _offer(form, "famille", list(acts.FAMILIES.items()))
        _offer(form, "objet", [(kind, one.label) for kind, one in audit_objects.KINDS.items()])
        if not form.is_valid() and any(name not in ("du", "au") for name in form.errors):
            raise Http404(_("filtre inconnu"))
        return cls(form, request.GET, form.cleaned_data, authors)

    @property
    def oldest_first(self) -> bool:
        return bool(self.given.get("tri") == OLDEST_FIRST)

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.given.items() if name != "tri")

    def search(self, *, with_detail: bool) -> Search:
        """What to look for; the days are those of the company."""
        end = self.given.get("au")
        author = self.given.get("auteur")
        family = self.given.get("famille")
        return Search(
            start=_midnight(self.given.get("du")),
            end=_midnight(end + timedelta(days=1) if end else None),
            user_id=self.authors[author][0] if author else None,
            acts=tuple(acts.of_family(family)) if family else None,
            kind=self.given.get("objet") or "",
            object_id=self.given.get("identifiant") or "",
            text=(self.given.get("texte") or "").strip(),
            with_detail=with_detail,
            oldest_first=self.oldest_first,
            beyond=_number(self.query.get("apres", "")),
        )

    def url(self, **changes: str | None) -> str:
        """The same page with other parameters; None takes one away."""
        query = self.query.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}"

    def chips(self) -> Iterator[Mapping[str, str]]:
        """One per filter, each with the address without it."""
        for name, value in self.given.items():
            if value and name != "tri":
                gone: dict[str, str | None] = {name: None, "apres": None}
                yield {"label": self._label(name, value), "url": self.url(**gone)}

    def _label(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            day = formats.day(value, style="short")
            return (_("depuis le %(day)s") if name == "du" else _("jusqu’au %(day)s")) % {
                "day": day
            }
        if name == "auteur":
            return self.authors[value][1]
        if name == "famille":
            return str(acts.FAMILIES[value])
        return str(audit_objects.KINDS[value].label) if name == "objet" else f"« {value} »"


def _authors(request: CompanyRequest) -> dict[str, tuple[int, str]]:
    """Everybody who has or had a role here, by public identifier."""
    rows = Membership.objects.filter(company=request.company).order_by("user__name")
    found = rows.values_list("user__public_id", "user_id", "user__name")
    return {str(public_id): (user_id, name) for public_id, user_id, name in found}


def _offer(form: FilterForm, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Tous")), *choices]


def _midnight(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
