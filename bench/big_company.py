"""A company of 60 sites, 200 providers, 25 activities and 3 million facts over three years.

The group is put in place by the operations of the product. The facts are drawn by DuckDB and
written through the store and its commits, in the files that imports would have left (past 24 files
a source's cases are written again as one): reading 1,440 files of CSV would take an hour and change
nothing of what pages read. The figures are computed by the product.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import duckdb
import pyarrow as pa
from django.db import transaction

from timonerie.domains.facts.models import BatchState, FileKind, ImportBatch, Source
from timonerie.domains.facts.operations import batches, commits, sources
from timonerie.domains.facts.operations.commits import FileChange, NewFile
from timonerie.domains.facts.operations.merging import FILES_KEPT, RECEIVED
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.models import CalendarVersion, Provider, Unit
from timonerie.domains.organisation.operations import (
    companies,
    mandates,
    members,
    providers,
    units,
)
from timonerie.domains.performance.operations import indicators, results
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.engine import facts, periods
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

SLUG, NAME = "grand", "Grand groupe"
PASSWORD = "un banc de mesure au calme"
REGIONS, SITES, PROVIDERS, ACTIVITIES, SOURCES = 6, 60, 200, 25, 40
FACTS = 3_000_000
FIRST, END = date(2023, 11, 1), date(2026, 11, 1)
FOUNDED = datetime(2023, 10, 20, 9, tzinfo=UTC)
LAST = datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC)
SERVED = 3
"""Sites that a provider serves."""

ROWS_KEPT = [field.name for field in RECEIVED]
MONTHS = periods.starts_between("month", FIRST, END - timedelta(days=1))

# A month of one source: pairs of provider, site and activity in turn, a few open cases at the end.
DRAWN = """
    SELECT i, hash(i + {seed}) AS h, hash(i + {seed} + 1000000007) AS h2,
           TIMESTAMPTZ '{start} 07:00:00+00'
             + to_days(CAST(i * {days} // {rows} AS INTEGER)) + to_seconds(h % 36000) AS received,
           CAST(1800 + pow(h2 % 1000 / 1000.0, 4) * 900000 AS BIGINT) AS took
    FROM range({rows}) t(i)
"""
CASES = """
    SELECT {source} AS source, 'S{source}-' || strftime(received, '%y%m') || '-' || i AS case,
           {batch} AS batch, CAST(i + 2 AS INTEGER) AS line,
           p.unit, p.provider, NULL AS team, p.activity,
           received AS received_at, received + to_seconds(took // 4) AS started_at,
           NULL AS delivered_at,
           CASE WHEN received + to_seconds(took) < TIMESTAMPTZ '{last}'
                THEN received + to_seconds(took) END AS resolved_at,
           received + to_seconds(345600) AS due_at,
           h % 100 < 3 AS error, CASE WHEN h % 100 < 3 THEN 'provider' END AS cause,
           CAST(h2 % 40 = 0 AS INTEGER) AS rework, h2 % 60 = 0 AS reopened,
           took // 12 AS worked_to_start,
           CASE WHEN resolved_at IS NOT NULL THEN took // 3 END AS worked_to_resolve,
           0 AS worked_suspended, {calendar} AS calendar
    FROM drawn JOIN pairs p ON p.rank = h % {pairs}
"""
DAYS = "received", "started", "resolved", "due"


def build() -> None:
    """About ten minutes; a company that is there is left alone."""
    if Company.objects.filter(slug=SLUG).exists():
        return
    company = companies.found(slug=SLUG, name=NAME, at=FOUNDED)
    by = actors.system(company)
    with current.company(company.pk):
        with transaction.atomic():
            pairs = _group(by)
            indicators.ensure_built_in(by=by, at=FOUNDED)
        _people(company, by)
        for rank in range(SOURCES):
            mine = [pair for pair in pairs if pair[0] % SOURCES == rank]
            _bring(company, by, rank, [pair[1:] for pair in mine])
        results.refresh(at=LAST, report=lambda done, step: print(f"{done:5.0%} {step}"))


def _group(by: Actor) -> list[tuple[int, int, int, int]]:
    """(rank of the provider, site, provider, activity) of every service."""
    served = [
        activities.create(by=by, at=FOUNDED, name=f"Activité {rank:02d}")
        for rank in range(ACTIVITIES)
    ]
    regions = [
        units.create(by=by, at=FOUNDED, kind="region", name=f"Région {rank}")
        for rank in range(REGIONS)
    ]
    sites = [
        units.create(
            by=by, at=FOUNDED, kind="site", name=f"Site {rank:02d}", parent=regions[rank % REGIONS]
        )
        for rank in range(SITES)
    ]
    return [
        pair
        for rank in range(PROVIDERS)
        for pair in _services(by, rank, sites, served[rank % ACTIVITIES])
    ]


def _services(
    by: Actor, rank: int, sites: list[Unit], activity: Activity
) -> Iterator[tuple[int, int, int, int]]:
    provider = providers.create(by=by, at=FOUNDED, name=f"Prestataire {rank:03d}")
    for step in range(SERVED):
        site = sites[(rank + rank // ACTIVITIES + step * 20) % SITES]
        activities.assign(
            by=by, at=FOUNDED, activity=activity, unit=site, provider=provider, start_date=FIRST
        )
        yield rank, site.pk, provider.pk, activity.pk


def _people(company: Company, by: Actor) -> None:
    readers: dict[Role, tuple[Unit | None, Provider | None]] = {
        Role.DIRECTOR: (None, None),
        Role.SITE_MANAGER: (Unit.objects.sites().first(), None),
        Role.PROVIDER: (None, Provider.objects.first()),
    }
    for role, (unit, provider) in readers.items():
        membership = members.create(
            by=by,
            at=FOUNDED,
            company=company,
            email=f"{role}@grand.example",
            name=f"Lecteur {role}",
            role=role,
            password=PASSWORD,
            start_date=FIRST,
        )
        if unit or provider:
            mandates.grant(
                by=by,
                at=FOUNDED,
                membership=membership,
                start_date=FIRST,
                unit=unit,
                provider=provider,
            )


def _bring(company: Company, by: Actor, rank: int, pairs: list[tuple[int, int, int]]) -> None:
    """Three years of one source: one file a month."""
    source = sources.ensure(by=by, at=FOUNDED, name=f"Outil {rank:02d}")
    columns = {"case": "dossier", "received": "recu", "resolved": "resolu", "due": "echeance"}
    mapping = Mapping.from_dict({"zone": "UTC", "kind": "cases", "columns": columns})
    kept = sources.keep_mapping(by=by, at=FOUNDED, source=source, mapping=mapping)
    old: list[pa.Table] = []
    for number, start in enumerate(MONTHS, start=1):
        batch = _batch(company, by, source, start, number)
        batch.mapping = kept
        table = _month(source, batch, start, pairs, seed=rank * 100_000_000 + number * 1_000_000)
        written = [_write_rows(company, table)]
        old.append(table)
        if number == FILES_KEPT or number > FILES_KEPT:
            ordered = pa.concat_tables(old).sort_by([("resolved_on", "ascending")])
            written.append(commits.write(company.public_id, ordered, kind=FileKind.CASES))
            old = []
        batch.rows = batch.cases = batch.added = table.num_rows
        batch.first_date, batch.last_date = start, periods.end_of("month", start) - timedelta(1)
        with transaction.atomic():
            batch.save()
            change = FileChange(added=written, first_date=start, last_date=None)
            commits.commit(source=source, batch=batch, change=change, built_on=commits.version())


def _batch(company: Company, by: Actor, source: Source, start: date, number: int) -> ImportBatch:
    at = datetime(start.year, start.month, 1, 9, tzinfo=UTC) + timedelta(days=31)
    text = f"{source.name};{start}".encode()
    batch = batches.receive(
        by=by, at=at, source=source, chunks=[text], file_name=f"{source.name} {start:%Y-%m}.csv"
    )
    batch.format, batch.state = "csv", BatchState.ACCEPTED
    batch.rank, batch.accepted_at = number, at
    return batch


def _month(
    source: Source,
    batch: ImportBatch,
    start: date,
    pairs: list[tuple[int, int, int]],
    *,
    seed: int,
) -> pa.Table:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    ranks = range(len(pairs))
    unit, provider, activity = zip(*pairs, strict=True)
    served = {"rank": ranks, "unit": unit, "provider": provider, "activity": activity}
    connection.register("pairs", pa.table({name: list(values) for name, values in served.items()}))
    drawn = DRAWN.format(
        seed=seed,
        start=start,
        days=(periods.end_of("month", start) - start).days,
        rows=FACTS // SOURCES // len(MONTHS),
    )
    cases = CASES.format(
        source=source.pk,
        batch=batch.pk,
        last=LAST,
        pairs=len(pairs),
        calendar=CalendarVersion.objects.values_list("pk", flat=True)[0],
    )
    days = ", ".join(f"CAST({name}_at AS DATE) AS {name}_on" for name in DAYS)
    query = f"WITH drawn AS ({drawn}), cases AS ({cases}) SELECT *, {days} FROM cases"
    return facts.conform(connection.sql(query).to_arrow_table())


def _write_rows(company: Company, table: pa.Table) -> NewFile:
    """The rows as received that whole cases come from."""
    count = table.num_rows
    known = {
        "row_hash": pa.array([bytes(16)] * count, pa.binary(16)),
        "sort_keys": pa.array([[]] * count, pa.list_(pa.string())),
        "pause_values": pa.array([[]] * count, pa.list_(pa.string())),
        "rank": pa.array([1] * count, pa.int64()),
    }
    taken = {"case", "line", "batch", "received_at", "started_at", "resolved_at", "due_at"}
    columns = [
        known[field.name]
        if field.name in known
        else table[field.name]
        if field.name in taken
        else pa.nulls(count, field.type)
        for field in RECEIVED
    ]
    rows = pa.table(columns, schema=RECEIVED)
    return commits.write(company.public_id, rows, kind=FileKind.EVENTS)
