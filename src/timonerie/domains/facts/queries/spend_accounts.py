"""The general accounts on which each third party of the books is paid."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from timonerie.domains.facts import store
from timonerie.domains.facts.queries import accounting, live
from timonerie.foundations.scope import current
from timonerie.foundations.scope.memory import once
from timonerie.foundations.scope.models import Company

_ASKED = """SELECT provider, account FROM read_parquet($spend_files)
WHERE provider <> '' AND month >= $first AND month <= $last
GROUP BY provider, account HAVING sum(amount) > 0
ORDER BY provider, sum(amount) DESC, account"""


@once
def by_third_party(*, first: date, last: date) -> Mapping[str, tuple[str, ...]]:
    """Accounts of classes 60 to 65 by key of third party, those that weigh most first, over the
    months from one to another, given by their first days; empty without books."""
    files = accounting.live()
    if not files:
        return {}
    company = Company.objects.get(pk=current.current_id()).public_id
    paths = [str(path) for path in store.paths(company, [one.spend_file for one in files])]
    given = {"spend_files": paths, "first": first, "last": last}
    found: dict[str, list[str]] = defaultdict(list)
    for third_party, account in live.connection().con.cursor().execute(_ASKED, given).fetchall():
        found[third_party].append(account)
    return {key: tuple(several) for key, several in found.items()}
