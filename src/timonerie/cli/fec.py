"""`timonerie fec`: what an accounting entries file (FEC) says, without a company nor a database."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from timonerie.cli import fec_sentences
from timonerie.cli.refusals import fail, reason
from timonerie.engine.fec import (
    after_closing,
    concentration,
    context,
    controls,
    das2,
    payment_delays,
    providers,
    purchases,
    reading,
    recurring,
    unlettered,
    unmeasurable,
)
from timonerie.engine.fec.shapes import Reading, Unreadable


@click.command()
@click.argument("source", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Tout, en un objet JSON.")
@click.option(
    "--days",
    default=90,
    show_default=True,
    type=click.IntRange(0, 3650),
    help="Âge des pièces non lettrées à montrer.",
)
def fec(source: Path, days: int, as_json: bool) -> None:
    """Lit un fichier des écritures comptables, le contrôle et dit ce qu’il apprend : qui coûte
    quoi, ce qui revient, les délais de paiement, ce qui n’est pas mesurable."""
    try:
        read = reading.read(source)
    except Unreadable as refused:
        fail(f"{source} : {refused.code}. {refused.sentence}")
    except OSError as error:
        fail(f"{source} : {reason(error)}")
    told = answers(read, days=days)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo(fec_sentences.whole(told, read))


def answers(read: Reading, *, days: int) -> dict[str, Any]:
    """Every answer, as data: amounts in cents, days as dates, lines behind each figure."""
    lines, last = read.lines, read.profile.last_date
    assert last is not None
    parts = purchases.attributions(lines)
    found = providers.providers(lines, parts)
    old = unlettered.older_than(lines, on=last, days=days)
    delays = payment_delays.measure(lines)
    return {
        "profile": asdict(read.profile),
        "fingerprint": read.fingerprint,
        "findings": [asdict(one) for one in [*controls.check(lines, read.profile), *read.findings]],
        "set_aside": [asdict(one) for one in read.rejected],
        "providers": [asdict(one) for one in found.rows],
        "by_month": found.by_month.to_pylist(),
        "by_account": found.by_account.to_pylist(),
        "unattributed": found.unattributed_by_account.to_pylist(),
        "concentration": _or_none(concentration.measure(found)),
        "recurring": [asdict(one) for one in recurring.find(parts)],
        "payment_delays": {
            "overall": _or_none(delays.overall),
            "by_month": {name: asdict(one) for name, one in delays.by_month.items()},
            "by_provider": {name: asdict(one) for name, one in delays.by_provider.items()},
            "unlettered": delays.unlettered,
            "unlettered_amount": delays.unlettered_amount,
        },
        "das2": [asdict(one) for one in das2.candidates(parts)],
        "after_closing": asdict(after_closing.find(lines, closing=read.profile.name_closing)),
        "unlettered": {"measured": old.measured, "items": old.items.to_pylist()},
        "context": context.by_month(lines).to_pylist(),
        "unmeasurable": [asdict(one) for one in unmeasurable.of(lines)],
    }


def _or_none(found: Any) -> dict[str, Any] | None:
    return asdict(found) if found is not None else None
