"""Which provider a name read in a file means: certain, doubtful, or nobody known."""

from collections.abc import Iterable
from dataclasses import dataclass

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.engine import firm_names

MOST_DOUBTFUL = 3


@dataclass(frozen=True)
class Asked:
    """A firm as a file names it; `siren` may be a SIRET. What is unknown is empty."""

    name: str
    siren: str = ""
    vat: str = ""

    @property
    def identifier(self) -> str:
        """The SIREN that the file gives, by itself, in a SIRET or in a VAT number; else empty."""
        digits = "".join(self.siren.split())
        if rules.is_siren(digits):
            return digits
        return firm_names.siren_of_siret(digits) or firm_names.siren_of_vat(self.vat)


@dataclass(frozen=True)
class Found:
    """`certain` may be linked without asking; the `doubtful`, the likest first, are a question."""

    certain: Provider | None = None
    doubtful: tuple[Provider, ...] = ()


def find(*, name: str, siren: str = "", vat: str = "") -> Found:
    """The active provider of the company that a name and its numbers mean; one query.

    Certain for the same SIREN, or for the same name (`firm_names.normalised`) when neither says
    another SIREN and no other provider has that name. Never merged on a likeness: it is doubtful.
    """
    return find_all([Asked(name, siren, vat)])[0]


def find_all(asked: Iterable[Asked]) -> list[Found]:
    """`find` for many firms, in their order, with the providers read once."""
    known = Known.read()
    return [known.find(one) for one in asked]


class Known:
    """The active providers of a company, read once."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self.providers = list(providers)
        self._names = {one.pk: firm_names.normalised(one.name) for one in self.providers}

    @classmethod
    def read(cls) -> "Known":
        return cls(Provider.objects.all().active().order_by("pk"))

    def find(self, asked: Asked) -> Found:
        siren, name = asked.identifier, firm_names.normalised(asked.name)
        same_siren = [one for one in self.providers if siren and one.siren == siren]
        if same_siren:
            return _one_or_doubt(same_siren)
        # Another SIREN is another firm, whatever its name: a branch of a group, a homonym.
        others = [one for one in self.providers if not (siren and one.siren)]
        same_name = [one for one in others if name and self._names[one.pk] == name]
        if same_name:
            return _one_or_doubt(same_name)
        return Found(doubtful=self._like(name, siren))

    def _like(self, name: str, siren: str) -> tuple[Provider, ...]:
        scored = []
        for one in self.providers:
            score = firm_names.likeness(name, self._names[one.pk])
            if score >= firm_names.DOUBTFUL:
                conflicts = bool(siren and one.siren and siren != one.siren)
                scored.append((conflicts, -score, one.pk, one))
        return tuple(row[-1] for row in sorted(scored, key=lambda row: row[:3]))[:MOST_DOUBTFUL]


def _one_or_doubt(rows: list[Provider]) -> Found:
    return Found(certain=rows[0]) if len(rows) == 1 else Found(doubtful=tuple(rows[:MOST_DOUBTFUL]))
