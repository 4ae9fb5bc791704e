"""What hangs on one head: functions of which a single person or firm holds every post."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import org_chart
from timonerie.domains.organisation.queries.org_chart import OneHeaded
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.web.first_hour.sheet.parts import frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told, Unknown

KEY = "une-seule-tete"
WEIGHT = 45.0
"""Like a provider paid thirty thousand euros a year without a paper."""
_WEIGHTS = {"payroll": 50.0, "it": 48.0, "accounting": 47.0, "management": 30.0}


def told(asked: Asked) -> Told:
    if reach(asked.actor, on=asked.on) != Reach():
        return Told()
    title = _("Ce qui tient à une seule personne")
    url = reverse("org-chart", args=[asked.slug])
    if not org_chart.chart(asked.actor, on=asked.on).posts:
        missing = _("Aucun organigramme lu. Le tableau des personnes et de leur N+1 suffit.")
        unknown = Unknown(
            text=_("Qui tient quoi, et seul : aucun organigramme n’est lu."),
            url=reverse("first-hour", args=[asked.slug]),
        )
        return Told(part=Part(key=KEY, title=title, missing=missing), unknown=(unknown,))
    found = org_chart.one_headed_functions(on=asked.on)
    rows, more = frame.cut([_row(one, url) for one in found])
    part = Part(key=KEY, title=title, finding=_finding(found), rows=rows, more=more, url=url)
    return Told(part=part, questions=tuple(_question(one, url) for one in found))


def _row(one: OneHeaded, url: str) -> Row:
    note = ngettext("%(n)s poste vacant", "%(n)s postes vacants", one.vacant) % {"n": one.vacant}
    return Row(
        text=one.function.name,
        note=note if one.vacant else "",
        figure=one.holder.name,
        url=url,
    )


def _finding(found: list[OneHeaded]) -> str:
    if not found:
        return _("Aucune fonction connue ne tient à une seule personne.")
    text = ngettext(
        "Une fonction n’a qu’une tête.", "%(n)s fonctions n’ont qu’une tête.", len(found)
    )
    return text % {"n": len(found)}


def _question(one: OneHeaded, url: str) -> Question:
    named = {"function": one.function.name, "holder": one.holder.name}
    text = (
        _("Qui, chez vous, sait contrôler « %(function)s » sans %(holder)s ?")
        if isinstance(one.holder, Provider)
        else _("Qui sait faire « %(function)s » demain, sans %(holder)s ?")
    )
    return Question(
        text=text % named, part=KEY, weight=_WEIGHTS.get(one.function.code, WEIGHT), url=url
    )
