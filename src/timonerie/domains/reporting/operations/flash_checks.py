"""What a flash may say, and for which week it may be said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.wording import formats

MOST: Final = 3
LONGEST_FACT, LONGEST_LABEL, LONGEST_UNIT, LONGEST = 200, 60, 20, 300
_NUMBER = re.compile(r"^-?[0-9]{1,12}([.,][0-9]{1,6})?$")
_KEY = re.compile(r"^[A-Za-z0-9-]{8,64}$")


@dataclass(frozen=True)
class Figure:
    """A number of the site's own, `value` as it was typed: « 1 250,5 »."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Said:
    """Three facts and three figures at most, one alert, one need; nothing of it is compulsory by
    itself, but a flash says something."""

    facts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    alert: str = ""
    need: str = ""

    def values(self) -> dict[str, Any]:
        """As they are kept."""
        figures = [
            {"label": one.label, "value": one.value, "unit": one.unit} for one in self.figures
        ]
        return {
            "facts": list(self.facts),
            "figures": figures,
            "alert": self.alert,
            "need": self.need,
        }


def checked(said: Said) -> Said:
    """The same without what is empty, its numbers as decimal text. Raises Refused."""
    facts = tuple(line for one in said.facts if (line := " ".join(one.split())))
    figures = tuple(_figures(said.figures))
    alert, need = " ".join(said.alert.split()), " ".join(said.need.split())
    if len(facts) > MOST or len(figures) > MOST:
        raise Refused(_("Trois faits et trois chiffres au plus : gardez les plus utiles."))
    for name, text, longest in (
        *((f"fact_{rank}", one, LONGEST_FACT) for rank, one in enumerate(facts, start=1)),
        ("alert", alert, LONGEST),
        ("need", need, LONGEST),
    ):
        if len(text) > longest:
            words = {"most": longest}
            raise Refused(_("%(most)s caractères au plus : dites l’essentiel.") % words, field=name)
    if not (facts or figures or alert or need):
        raise Refused(
            _("Dites au moins une chose : « rien de particulier » en est une."), field="fact_1"
        )
    return Said(facts, figures, alert, need)


def _figures(figures: Iterable[Figure]) -> Iterable[Figure]:
    for rank, one in enumerate(figures, start=1):
        label, unit = " ".join(one.label.split()), " ".join(one.unit.split())
        typed = re.sub(r"[\s\u00a0\u202f]", "", one.value)
        if not typed:
            continue
        if not label:
            raise Refused(_("Dites ce que ce nombre mesure."), field=f"label_{rank}")
        if len(label) > LONGEST_LABEL or len(unit) > LONGEST_UNIT:
            raise Refused(_("Un nom de chiffre tient en quelques mots."), field=f"label_{rank}")
        if not _NUMBER.match(typed):
            raise Refused(
                _("« %(typed)s » n’est pas un nombre : écrivez 12, 12,5 ou 1 250.")
                % {"typed": one.value[:30]},
                field=f"value_{rank}",
            )
        yield Figure(label, typed.replace(",", "."), unit)


def of_document(document: Mapping[str, Any]) -> Said:
    """What a browser or a draft sends: plain fields. What is no text there is nothing."""

    def text(name: str) -> str:
        found = document.get(name, "")
        return found if isinstance(found, str) else ""

    ranks = range(1, MOST + 1)
    return Said(
        facts=tuple(text(f"fact_{rank}") for rank in ranks),
        figures=tuple(
            Figure(text(f"label_{rank}"), text(f"value_{rank}"), text(f"unit_{rank}"))
            for rank in ranks
        ),
        alert=text("alert"),
        need=text("need"),
    )


def to_document(said: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form, from what a flash keeps."""
    told = {f"fact_{rank}": one for rank, one in enumerate(said["facts"], start=1)}
    for rank, one in enumerate(said["figures"], start=1):
        told |= {
            f"label_{rank}": one["label"],
            f"value_{rank}": one["value"].replace(".", ","),
            f"unit_{rank}": one["unit"],
        }
    return told | {"alert": said["alert"], "need": said["need"]}


def require_week(week: date, *, today: date) -> None:
    """Raises Refused unless it is this week or the one before."""
    if not flash_weeks.may_be_told(week, today=today):
        raise Refused(
            _("La semaine du %(day)s ne se dit plus : seulement celle-ci ou la précédente.")
            % {"day": formats.day(week)},
            field="week",
        )


def require_key(key: str) -> None:
    """Raises Refused for what is no key: 8 to 64 letters, digits and hyphens."""
    if not _KEY.match(key):
        raise Refused(_("La clé d’envoi manque : rechargez la page, votre texte est gardé."))
