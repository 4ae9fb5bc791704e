"""Sources, and how each reads its columns."""

from datetime import datetime
from typing import Any

from django.db import transaction

from timonerie.domains.facts.models import Alias, MappingVersion, Source
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def ensure(*, by: Actor, at: datetime, name: str, provider: Provider | None = None) -> Source:
    """The source of that name, created when absent."""
    by.require("import.write")
    found = Source.objects.filter(name=name).first()
    if found is not None:
        return found
    with transaction.atomic():
        # Two first files of one source may come at the same moment.
        source, created = Source.objects.get_or_create(name=name, defaults={"provider": provider})
        if not created:
            return source
        audit.record(
            by=by,
            at=at,
            act="source.create",
            kind="source",
            public_id=source.public_id,
            detail={"name": name},
        )
    return source


def keep_mapping(*, by: Actor, at: datetime, source: Source, mapping: Mapping) -> MappingVersion:
    """Keep how a source is read: a new version, unless the last one says the same."""
    by.require("import.write")
    last = source.mappings.order_by("-number").first()
    if last is not None and last.fingerprint == mapping.fingerprint:
        return last
    with transaction.atomic():
        # Not its key: whoever names the source at their commit would wait for us, and we for them.
        Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        last = source.mappings.order_by("-number").first()
        if last is not None and last.fingerprint == mapping.fingerprint:
            return last
        number = last.number if last else 0
        kept = MappingVersion.objects.create(
            source=source,
            number=number + 1,
            document=mapping.to_dict(),
            fingerprint=mapping.fingerprint,
            created_at=at,
        )
        audit.record(
            by=by,
            at=at,
            act="source.map",
            kind="source",
            public_id=source.public_id,
            detail={"version": kept.number, "fingerprint": kept.fingerprint},
        )
    return kept


def alias(
    *, by: Actor, at: datetime, source: Source, dimension: str, text: str, target_id: int
) -> Alias:
    """Say what a text of the source's files stands for."""
    by.require("import.write")
    with transaction.atomic():
        kept, _created = Alias.objects.update_or_create(
            source=source, dimension=dimension, text=text, defaults={"target_id": target_id}
        )
        detail: dict[str, Any] = {"dimension": dimension, "text": text, "target": target_id}
        audit.record(
            by=by,
            at=at,
            act="source.alias",
            kind="source",
            public_id=source.public_id,
            detail=detail,
        )
    return kept
