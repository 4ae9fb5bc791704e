"""The third-party accounts of the books, and the providers that they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from timonerie.domains.facts.models import ThirdParty, ThirdPartyState
from timonerie.domains.facts.operations.accounting_rights import require_whole
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.queries import firms
from timonerie.engine import firm_names
from timonerie.engine.fec.providers import Kind
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LABEL_LENGTH, CODE_LENGTH = 150, 60


def follow(*, by: Actor, at: datetime, found: Iterable[Mapping[str, Any]]) -> None:
    """Keep the third parties that the books name, and link those that are surely a provider.
    `found` are the `providers` of a document of answers. What somebody settled stays settled."""
    known = {one.key: one for one in ThirdParty.objects.all()}
    seen = [one for one in found if one["kind"] != Kind.ACCRUAL]
    new = [_made(one) for one in seen if one["key"] not in known]
    renamed = [
        known[one["key"]]
        for one in seen
        if one["key"] in known and _rename(known[one["key"]], _label(one))
    ]
    with transaction.atomic():
        ThirdParty.objects.bulk_create(new, batch_size=1000)
        ThirdParty.objects.bulk_update(renamed, ["label"], batch_size=500)
        match(by=by, at=at)


def match(*, by: Actor, at: datetime) -> int:
    """Look again for the provider of each third party that waits: certain ones are linked and said
    in the trail, those that look like one are asked about. Returns how many were linked."""
    waiting = list(ThirdParty.objects.all().unsettled().order_by("pk"))
    answers = firms.find_all([firms.Asked(one.label) for one in waiting])
    linked = []
    for one, answer in zip(waiting, answers, strict=True):
        if answer.certain is not None:
            one.state, one.provider, one.candidate = "matched", answer.certain, None
            one.settled_at, one.settled_by = at, ""
            linked.append(one)
        elif answer.doubtful:
            one.state, one.candidate = ThirdPartyState.DOUBTFUL, answer.doubtful[0]
        else:
            one.state, one.candidate = ThirdPartyState.TO_ASK, None
    fields = ["state", "provider", "candidate", "settled_at", "settled_by"]
    with transaction.atomic():
        ThirdParty.objects.bulk_update(waiting, fields, batch_size=500)
        if linked:
            audit.record(
                by=by,
                at=at,
                act="third_parties.matched",
                kind="company",
                public_id=by.company_id,
                detail={"count": len(linked), "codes": [one.code for one in linked[:50]]},
            )
    return len(linked)


def link(*, by: Actor, at: datetime, third_party: ThirdParty, provider: Provider) -> None:
    """Say which provider a third party is, whatever was said before."""
    require_whole(by, at)
    with transaction.atomic():
        third_party.provider, third_party.candidate = provider, None
        _settle(by, at, third_party, ThirdPartyState.MATCHED)
        detail = {"code": third_party.code, "provider": provider.name}
        _record(by, at, "third_party.linked", third_party, detail)


def create_providers(
    *, by: Actor, at: datetime, third_parties: Sequence[ThirdParty]
) -> list[Provider]:
    """Make a provider of each third party that is none yet; those of the same name, in the books of
    two entities, are one. Returns the providers made.

    Raises:
        Refused: a name that no provider may have; nothing is made.
    """
    require_whole(by, at)
    by.require("provider.write")
    made: dict[str, Provider] = {}
    codes = set(Provider.objects.values_list("code", flat=True))
    with transaction.atomic():
        for one in third_parties:
            if one.state == ThirdPartyState.MATCHED:
                continue
            name = firm_names.normalised(one.label) or one.label
            if name not in made:
                code = _free(rules.code_from(one.label), codes)
                made[name] = providers.create(by=by, at=at, name=one.label, code=code)
                codes.add(code)
            link(by=by, at=at, third_party=one, provider=made[name])
    match(by=by, at=at)
    return list(made.values())


def set_aside(*, by: Actor, at: datetime, third_parties: Sequence[ThirdParty]) -> int:
    """Say that third parties are no provider: staff, taxes, a bank. Returns how many were not so
    before; their spend goes on counting, under their own name."""
    require_whole(by, at)
    changed = [one for one in third_parties if one.state != ThirdPartyState.SET_ASIDE]
    with transaction.atomic():
        for one in changed:
            one.provider = one.candidate = None
            _settle(by, at, one, ThirdPartyState.SET_ASIDE)
            _record(by, at, "third_party.set_aside", one, {"code": one.code})
    return len(changed)


def reopen(*, by: Actor, at: datetime, third_party: ThirdParty) -> None:
    """Take back what was said of a third party: it waits again, with what it looks like."""
    require_whole(by, at)
    third_party.state = ThirdPartyState.TO_ASK
    third_party.provider = third_party.candidate = third_party.settled_at = None
    third_party.settled_by = ""
    found = firms.find(name=third_party.label)
    likely = (found.certain,) if found.certain else found.doubtful
    if likely:
        # Asked, even where the name is the same: somebody has just said no.
        third_party.state, third_party.candidate = ThirdPartyState.DOUBTFUL, likely[0]
    with transaction.atomic():
        third_party.save()
        _record(by, at, "third_party.reopened", third_party, {"code": third_party.code})


def _settle(by: Actor, at: datetime, one: ThirdParty, state: ThirdPartyState) -> None:
    one.state, one.settled_at, one.settled_by = state, at, by.name
    one.save()


def _made(found: Mapping[str, Any]) -> ThirdParty:
    return ThirdParty(
        key=found["key"],
        siren=found["siren"],
        code=str(found["code"])[:CODE_LENGTH],
        label=_label(found),
    )


def _label(found: Mapping[str, Any]) -> str:
    words = " ".join(str(found["label"]).split()) or str(found["code"])
    return words[:LABEL_LENGTH]


def _rename(one: ThirdParty, label: str) -> bool:
    """The last name that the books give; what was settled of it stays."""
    changed = one.label != label
    one.label = label
    return changed


def _free(code: str, taken: set[str]) -> str:
    lowered = {one.lower() for one in taken}
    rank, free = 1, code
    while free.lower() in lowered:
        rank += 1
        free = f"{code}-{rank}"
    return free


def _record(by: Actor, at: datetime, act: str, one: ThirdParty, detail: Mapping[str, Any]) -> None:
    audit.record(by=by, at=at, act=act, kind="third_party", public_id=one.public_id, detail=detail)
