"""Facts of a challenge: frozen when they are added, withdrawn rather than changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.models import Challenge, ChallengeFact
from timonerie.domains.challenge.operations import checks
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.rules import lines
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

MOST = 60
"""Facts of one challenge: a letter with more is read by nobody."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A fact that no figure of ours says, and where it may be checked."""

    label: str
    day: date
    source: str
    figure: str = ""
    numerator: float | None = None
    denominator: float | None = None


def add(
    *,
    by: Actor,
    at: datetime,
    challenge: Challenge,
    keys: Sequence[str] = (),
    typed: Sequence[Typed] = (),
) -> list[ChallengeFact]:
    """Freeze facts as they are known now; one that stands already is not added twice.

    Raises:
        Refused: nothing to add, a fact that is not known or of another provider, what is typed
            without a source or of a day to come, or too many.
    """
    checks.require_open(by, at, challenge)
    if not keys and not typed:
        raise Refused(_("Cochez ou notez au moins un fait à ajouter."))
    with transaction.atomic():
        row = checks.locked(challenge)
        changes.touch(row, version=row.version, mine={})
        return put(by=by, at=at, challenge=row, keys=keys, typed=typed)


def put(
    *,
    by: Actor,
    at: datetime,
    challenge: Challenge,
    keys: Sequence[str],
    typed: Sequence[Typed],
) -> list[ChallengeFact]:
    """Inside a transaction that holds the challenge, numbered in the order of their days. Raises as
    `add`."""
    on = timezone.localdate(at)
    standing = challenge.facts.filter(withdrawn_at__isnull=True)
    known = set(standing.exclude(key="").values_list("key", flat=True))
    found = [*_named(by, challenge, keys, on), *(_typed(one, at) for one in typed)]
    found.sort(key=lambda one: one.day)
    new = [one for one in found if not one.key or one.key not in known]
    number = challenge.facts.count()
    if number + len(new) > MOST:
        raise Refused(_("%(most)s faits au plus par recadrage.") % {"most": MOST})
    return [_made(by, at, challenge, one, rank) for rank, one in enumerate(new, start=number + 1)]


def withdraw(*, by: Actor, at: datetime, fact: ChallengeFact, reason: str) -> None:
    """Say that a fact was wrong: it stays, marked so, and no letter to come tells it. Raises
    Refused without a reason, or for one that is withdrawn already."""
    challenge = fact.challenge
    checks.require_open(by, at, challenge)
    told = checks.line(reason, field="reason", most=300, asks=_("Dites pourquoi il est retiré."))
    values = {"withdrawn_at": at, "withdrawn_by": by.name, "withdrawal": told}
    with transaction.atomic():
        row = checks.locked(challenge)
        rows = ChallengeFact.objects.filter(pk=fact.pk, withdrawn_at__isnull=True)
        if not rows.update(**values):
            raise Refused(_("Ce fait est déjà retiré."))
        changes.touch(row, version=row.version, mine={})
        said = {"line": fact.number, "fact": fact.label, "reason": told}
        audited(by, at, "challenge.fact_withdrawn", challenge, said)
    fact.refresh_from_db()


def _named(by: Actor, challenge: Challenge, keys: Sequence[str], on: date) -> Iterator[Line]:
    for key in dict.fromkeys(keys):
        found = gathering.named(by, key, on=on)
        if found is None:
            raise Refused(
                _("Ce fait n’est plus connu, ou n’est pas de votre périmètre : %(key)s")
                % {"key": key[:80]},
                field="facts",
            )
        if found.provider.pk != challenge.provider_id:
            raise Refused(_("Ce fait concerne un autre prestataire."), field="facts")
        yield found.line


def _typed(said: Typed, at: datetime) -> Line:
    label = checks.line(said.label, field="label", most=300, asks=_("Dites le fait en une ligne."))
    source = checks.line(
        said.source,
        field="source",
        most=300,
        asks=_("Dites où ce fait se vérifie : un courriel, un compte rendu, une facture."),
    )
    day = checks.past(said.day, at, field="day")
    _check_terms(said)
    return Line(
        kind=FactKind.SAID,
        key="",
        label=label,
        figure=checks.short(said.figure, field="figure", most=120),
        day=day,
        numerator=said.numerator,
        denominator=said.denominator,
        source=source,
        made_from={
            "label": label,
            "day": day.isoformat(),
            "source": source,
            "figure": said.figure.strip(),
            "numerator": said.numerator,
            "denominator": said.denominator,
        },
    )


def _check_terms(said: Typed) -> None:
    over, under = said.numerator, said.denominator
    if over is not None and under is None:
        raise Refused(_("Dites aussi sur combien."), field="denominator")
    if any(one is not None and not (isfinite(one) and 0 <= one < 1e12) for one in (over, under)):
        raise Refused(_("Donnez un nombre positif."), field="numerator")
    if under == 0:
        raise Refused(_("Un chiffre sur zéro ne dit rien."), field="denominator")


def _made(by: Actor, at: datetime, challenge: Challenge, line: Line, number: int) -> ChallengeFact:
    made: ChallengeFact = ChallengeFact.objects.create(
        challenge=challenge,
        number=number,
        **lines.values(line),
        known_on=timezone.localdate(at),
        added_by=by.name,
        user_id=by.user_id,
        added_at=at,
    )
    told = {"line": number, "fact": line.label, "sha256": made.sha256}
    audited(by, at, "challenge.fact_added", challenge, told)
    return made
