"""What the controls of an accounting file found, with the lines and the remedy."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.rules.accounting import sentences
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.wording import formats, months
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.purchases import frame
from timonerie.web.tables import Cell, Column, Row, Table

SHOWN = 5
SEPARATORS: Mapping[str, Promise] = {
    "tab": gettext_lazy("tabulation"),
    "pipe": gettext_lazy("barre verticale"),
}
REASONS: Mapping[str, Promise] = {
    "date": gettext_lazy("Cette date ne se lit pas : elle s’écrit AAAAMMJJ."),
    "amount": gettext_lazy("Ce montant ne se lit pas : il s’écrit en chiffres, avec une virgule."),
    "side": gettext_lazy("Ce sens ne se lit pas : D, C, +1 ou -1."),
    "width": gettext_lazy("La ligne n’a pas autant de zones que l’en-tête."),
}


def of_findings(request: CompanyRequest, file: AccountingFile) -> Table:
    """One row a control, those that matter most first."""
    return Table(
        name="controles",
        caption=_("Ce que les contrôles ont trouvé"),
        hides_caption=True,
        columns=(
            Column(label=_("Contrôle"), is_long=True),
            Column(label=_("Gravité"), is_filter=True),
            Column(label=_("Cas"), is_number=True),
            Column(label=_("Lignes")),
            Column(label=_("Règle"), is_long=True),
            Column(label=_("Ce qu’il faut faire"), is_long=True),
        ),
        rows=tuple(_row(request, file, one) for one in file.findings),
    )


def _row(request: CompanyRequest, file: AccountingFile, one: Mapping[str, Any]) -> Row:
    words = sentences.of_control(one["code"])
    state, label = purchase_words.SEVERITIES[one["severity"]]
    numbers = one["lines"]
    shown = ", ".join(str(line) for line in numbers[:SHOWN]) + ("…" if numbers[SHOWN:] else "")
    address = ""
    if numbers and file.state == AccountingState.READ:
        places = [(str(file.public_id), line) for line in numbers]
        address = frame.lines_url(request, side="", places=places)
    detail = purchase_words.params(one["params"])
    return Row(
        cells=(
            Cell(text=said(words.title), note=" · ".join(filter(None, (one["code"], detail)))),
            Cell(text=str(label), state=state),
            Cell(text=formats.number(one["count"]), value=one["count"]),
            Cell(text=shown or "—", url=address, is_soft=not numbers),
            Cell(text=said(words.rule)),
            Cell(text=said(words.remedy)),
        )
    )


def of_rejected(file: AccountingFile) -> Table:
    """The first lines set aside: they count nowhere."""
    return Table(
        name="lignes-ecartees",
        caption=_("Lignes écartées"),
        hides_caption=True,
        columns=(
            Column(label=_("Ligne"), is_number=True),
            Column(label=_("Colonne")),
            Column(label=_("Valeur")),
            Column(label=_("Ce qu’il faut faire"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=str(one["line"]), value=one["line"]),
                    Cell(text=one["column"]),
                    Cell(text=one["value"]),
                    Cell(text=str(REASONS.get(one["reason"], one["reason"]))),
                )
            )
            for one in file.profile.get("rejected", [])
        ),
    )


def after_closing(request: CompanyRequest, found: Mapping[str, Any] | None) -> Table | None:
    """Entries of a month validated once that month had been; None without any."""
    if not found or not found["late"]:
        return None
    return Table(
        name="apres-cloture",
        caption=_("Écritures validées après la clôture de leur mois"),
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Clos vers le")),
            Column(label=_("Écritures"), is_number=True),
            Column(label=_("Montant"), is_number=True),
            Column(label=_("Dernière validation")),
        ),
        rows=tuple(_late(request, one) for one in found["late"]),
    )


def _late(request: CompanyRequest, one: Mapping[str, Any]) -> Row:
    month = sentences.day(one["month"])
    address = frame.lines_url(request, side="", places=one["lines"])
    return Row(
        cells=(
            Cell(text=months.month_label(month), rank=month, url=address),
            purchase_words.day(one["closed_on"]),
            Cell(text=formats.number(one["entries"]), value=one["entries"]),
            purchase_words.money(one["amount"]),
            purchase_words.day(one["last_validated"]),
        )
    )
