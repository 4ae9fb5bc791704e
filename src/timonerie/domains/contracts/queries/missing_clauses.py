"""Which of the clauses that matter first the papers of a contract do not hold."""

from collections import defaultdict
from collections.abc import Collection

from timonerie.domains.contracts.enums import ClauseCode, Opinion
from timonerie.domains.contracts.models import ClauseFinding


def counted(contract_ids: Collection[int]) -> dict[int, int]:
    """By row id of the contract, how many clauses no paper holds, or that somebody says weak or
    absent; a contract none of whose papers was read is absent. One query."""
    rows = ClauseFinding.objects.filter(
        document__contract_id__in=contract_ids, document__archived_at__isnull=True
    )
    sound: dict[int, set[str]] = defaultdict(set)
    for contract, clause, page, opinion in rows.values_list(
        "document__contract_id", "clause", "page", "opinion"
    ):
        stands = opinion == Opinion.PRESENT or (page is not None and not opinion)
        sound[contract] |= {clause} if stands else set()
    return {contract: len(ClauseCode) - len(clauses) for contract, clauses in sound.items()}
