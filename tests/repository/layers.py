"""Foreign keys look down, like imports: the order is read where the linter reads it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

LAYERED = ("timonerie.domains", "timonerie.foundations")


@dataclass(frozen=True)
class Layers:
    """Ranks of our packages; the higher stands on the lower."""

    ranks: dict[str, int]

    def allows(self, source: str, target: str) -> bool:
        """Whether a model of module `source` may point at a model of module `target`."""
        here, there = self._package(source), self._package(target)
        if here is None or there is None or here == there:
            return True
        return self.ranks[there] < self.ranks[here]

    def _package(self, module: str) -> str | None:
        """The ranked package that holds a module; None for the modules of others."""
        return next((p for p in self.ranks if f"{module}.".startswith(f"{p}.")), None)


def read(pyproject: str) -> Layers:
    """The layers of the import contracts, foundations below every domain."""
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    listed = {c["containers"][0]: c["layers"] for c in contracts if _is_ranked(c)}
    ranks: dict[str, int] = {}
    for base, container in enumerate(reversed(LAYERED)):
        layers = listed[container]
        for height, layer in enumerate(reversed(layers)):
            for name in layer.split("|"):
                package = f"{container}.{name.strip(' ()')}"
                ranks[package] = 100 * base + height
    return Layers(ranks)


def _is_ranked(contract: dict[str, object]) -> bool:
    containers = contract.get("containers")
    return isinstance(containers, list) and containers[0] in LAYERED and len(containers) == 1


def faults(tables: Iterable[type[models.Model]], *, layers: Layers) -> list[str]:
    """Relations that look up or sideways, and generic ones, which look everywhere."""
    found = []
    for model in tables:
        if not model.__module__.startswith("timonerie."):
            continue
        found += [
            f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}"
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey | models.ManyToManyField)
            and isinstance(field.related_model, type)
            and not layers.allows(model.__module__, field.related_model.__module__)
        ]
        found += [
            f"{model._meta.label}.{field.name} is a generic foreign key"
            for field in model._meta.private_fields
            if isinstance(field, GenericForeignKey)
        ]
    return found


def of_repository(root: Path) -> Layers:
    return read((root / "pyproject.toml").read_text(encoding="utf-8"))
