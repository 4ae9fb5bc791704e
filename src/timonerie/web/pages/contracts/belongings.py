"""Where a contract comes from, who follows it, what stands under it."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import lives
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest
from timonerie.web.forms.activities import CRITICALITY
from timonerie.web.pages.contracts import tables
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Table

Part = dict[str, str]


def of(request: CompanyRequest, contract: Contract) -> Iterator[dict[str, Any]]:
    """Each thing in words, with the page it leads to for who may read it."""
    parts = {
        _("Activités confiées"): list(_activities(request, contract)),
        _("Cahier des charges"): list(_statement(request, contract)),
        _("Contrat cadre"): list(_frame(request, contract)),
        _("Poste qui le suit"): [_text(contract.owner.name)] if contract.owner else [],
        _("Criticité"): [_text(str(dict(CRITICALITY)[contract.criticality]))]
        if contract.criticality
        else [],
        _("Signé"): list(_signature(contract)),
    }
    return ({"term": term, "parts": found} for term, found in parts.items() if found)


def orders(request: CompanyRequest, contract: Contract) -> Table:
    """The contracts that depend on this one, as far as the reader sees."""
    on = timezone.localdate()
    rows = queries.visible_to(request.actor, on=on).active().filter(frame=contract)
    found = queries.dated(rows.order_by("name", "pk"), on=on)
    return tables.of_contracts(request, found, on=on)


def stage_of(contract: Contract) -> dict[str, str] | None:
    """What is still to be done before it is signed; None once it is."""
    if contract.stage == Stage.DRAFT:
        last = lives.last_approval(contract)
        text = _("Ses dates n’alertent pas encore. Complétez ses termes, puis faites-le approuver.")
        if last is None:
            return {"title": _("Contrat en préparation"), "text": text}
        words = {"n": formats.number(last.number)}
        changed = _("Il a changé depuis l’approbation %(n)s : relisez-le, puis approuvez-le.")
        return {"title": _("À approuver de nouveau"), "text": changed % words}
    if contract.stage == Stage.APPROVED:
        text = _("Tout changement d’un terme le remettrait en préparation.")
        return {"title": _("Approuvé : il reste à le faire signer"), "text": text}
    return None


def _activities(request: CompanyRequest, contract: Contract) -> Iterator[Part]:
    reads = request.actor.may("activity.read")
    rows = contract.entrusted_activities.select_related("activity").order_by("activity__name")
    for one in rows:
        link = url(request, "activity", one.activity.public_id) if reads else ""
        yield {"text": one.activity.name, "url": link}


def _statement(request: CompanyRequest, contract: Contract) -> Iterator[Part]:
    version = contract.statement_version
    if version is None:
        return
    words = {"title": version.statement.title, "n": formats.number(version.number)}
    link = url(request, "statement-version", version.statement.public_id, version.number)
    reads = request.actor.may("statement.read")
    yield {"text": _("%(title)s, version %(n)s") % words, "url": link if reads else ""}


def _frame(request: CompanyRequest, contract: Contract) -> Iterator[Part]:
    if contract.frame is not None:
        link = url(request, "contract", contract.frame.public_id)
        yield {"text": contract.frame.name, "url": link}


def _signature(contract: Contract) -> Iterator[Part]:
    if contract.signed_date is not None:
        words = {"day": formats.day(contract.signed_date), "name": contract.signed_by}
        yield _text(_("le %(day)s, pour la société par %(name)s") % words)


def _text(text: str) -> Part:
    return {"text": text, "url": ""}
