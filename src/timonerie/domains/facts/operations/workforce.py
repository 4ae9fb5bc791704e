"""Payroll declarations: read once and forgotten, counted by their latest version, withdrawn."""

import hashlib
import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.confined import workforce as confined
from timonerie.domains.facts.enums import DeclarationState as State
from timonerie.domains.facts.models import PayrollDeclaration, WorkplaceMonth
from timonerie.domains.facts.operations import workforce_standing as standing
from timonerie.domains.facts.operations.workforce_entities import sirens
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.rules.workforce import routing
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import FileRefused, clean_name
from timonerie.foundations.scope.models import Company

WORK = f"{confined.__name__}.{confined.read.__name__}"
LIMIT = 100_000_000
"""Bytes of a file as received."""


@dataclass(frozen=True)
class Received:
    """The declarations of a file; `known` were there already and are not counted again."""

    declarations: tuple[PayrollDeclaration, ...]
    known: tuple[PayrollDeclaration, ...]

    @property
    def is_unchanged(self) -> bool:
        return not self.declarations


def put_aside(chunks: Iterable[bytes]) -> AbstractContextManager[Path]:
    """A received file, for the time of its reading.

    Raises:
        FileRefused: FIC-02, before it is all written.
    """
    return confinement.put_aside(chunks, weigh=_require_weight)


def receive(
    *, by: Actor, at: datetime, path: Path, file_name: str, creates_entities: bool = False
) -> Received:
    """Read a file where it lies, count what its declarations say, and keep nothing of it. The one
    who put it there removes it (`put_aside`). A legal entity that nobody knows is created where
    that was agreed to.

    Raises:
        FileRefused: a structural fault, or DSN-05 the SIREN of nobody; nothing changed.
        Refused: the mandate of who drops it is narrower than the company.
    """
    require_whole(by, at=at)
    name, _notices = clean_name(file_name)
    _require_weight(path.stat().st_size)
    with confinement.opened(WORK, {"path": str(path)}) as (told, _folder):
        pass
    with transaction.atomic():
        # Two files at once would each miss the other's versions.
        Company.objects.select_for_update().get(pk=by.company_id)
        known = sirens(by=by, at=at, told=told["declarations"], creates=creates_entities)
        return _keep(by, at, told, name, known)


def withdraw(*, by: Actor, at: datetime, declaration: PayrollDeclaration) -> None:
    """Take out a declaration dropped by mistake; the one that it had replaced counts again.

    Raises:
        Refused: it is withdrawn already, or the mandate is narrower than the company.
    """
    require_whole(by, at=at)
    with transaction.atomic():
        Company.objects.select_for_update().get(pk=by.company_id)
        declaration.refresh_from_db()
        if declaration.state == State.WITHDRAWN:
            raise Refused(_("Cette déclaration est déjà retirée."))
        declaration.state, declaration.withdrawn_at = State.WITHDRAWN, at
        declaration.save(update_fields=["state", "withdrawn_at"])
        standing.settle(siret=declaration.siret, month=declaration.month)
        _record(by, at, "workforce.withdrawn", declaration)


def require_whole(by: Actor, *, at: datetime) -> None:
    """A file speaks of the whole company. Raises Refused, PermissionDenied."""
    by.require("workforce.write")
    if not queries.reads_whole(by, on=timezone.localdate(at)):
        raise Refused(
            _(
                "Une DSN parle de toute la société, et votre mandat d’une partie. Demandez à la"
                " direction de la déposer."
            )
        )


def _require_weight(size: int) -> None:
    if size > LIMIT:
        raise FileRefused(
            "FIC-02",
            _(
                "Le fichier dépasse %(most)s Mo, c’est la limite d’une DSN. Déposez une déclaration"
                " par fichier."
            )
            % {"most": LIMIT // 1_000_000},
        )


def _keep(by: Actor, at: datetime, told: dict[str, Any], name: str, known: set[str]) -> Received:
    of_file = {
        "norm": told["norm"],
        "rubriques": told["rubriques"],
        "thrown": told["thrown"],
        "file_name": name,
        "sha256": told["sha256"],
        "received_by": by.name,
        "user_id": by.user_id,
        "received_at": at,
    }
    made, same = [], []
    for one in told["declarations"]:
        content = _content(one)
        there = PayrollDeclaration.objects.standing().filter(content=content).first()
        if there is not None:
            same.append(there)
            continue
        doubts = [{"code": "DSN-12", "count": 1}] if told["is_test"] else []
        made.append(_declare(one, known, doubts, of_file | {"content": content}))
    for declaration in made:
        standing.judge(declaration)
        _record(by, at, "workforce.received", declaration)
    return Received(tuple(made), tuple(same))


def _declare(
    told: dict[str, Any],
    known: set[str],
    doubts: list[dict[str, Any]],
    of_file: dict[str, Any],
) -> PayrollDeclaration:
    month = told["month"] and date.fromisoformat(told["month"])
    home = routing.Workplace(told["siret"], told["town"], told["postcode"], {})
    places, elsewhere = routing.routed(
        map(routing.of_dict, told["workplaces"]), home=home, sirens=known
    )
    doubts = [*doubts, *({"code": one["code"], "count": one["count"]} for one in told["remarks"])]
    if elsewhere:
        doubts.append({"code": "DSN-13", "count": elsewhere})
    if month is None:
        doubts.append({"code": "DSN-14", "count": 1})
    names = ("nature", "kind", "siren", "siret", "town", "postcode", "fraction")
    made: PayrollDeclaration = PayrollDeclaration.objects.create(
        **{name: told[name] for name in (*names, "identifier", "names", "individuals")},
        order_number=told["order"],
        **of_file,
        month=month,
        made_on=told["made_on"] and date.fromisoformat(told["made_on"]),
        findings=doubts,
        state=State.NOTED if month is None else State.LIVE,
    )
    WorkplaceMonth.objects.bulk_create(
        WorkplaceMonth(
            declaration=made,
            siret=one.siret,
            town=one.town,
            postcode=one.postcode,
            figures=one.figures,
        )
        for one in places
    )
    return made


def _content(told: dict[str, Any]) -> str:
    """A fingerprint of what is kept of a declaration, wherever it stands in its file."""
    kept = {name: value for name, value in told.items() if name != "line"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _record(by: Actor, at: datetime, act: str, one: PayrollDeclaration) -> None:
    """Which month of which establishment; neither a figure nor the name of the file, which may be
    somebody's."""
    detail: dict[str, Any] = {"siret": one.siret, "order": one.order_number}
    if one.month is not None:
        detail["month"] = one.month.isoformat()
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="payroll_declaration",
        public_id=one.public_id,
        detail=detail,
    )
