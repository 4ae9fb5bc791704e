"""What `timonerie fec` says, in French."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from timonerie.engine.fec.das2 import threshold_of
from timonerie.engine.fec.refusals import sentence_of
from timonerie.engine.fec.rules import reasons, rules
from timonerie.engine.fec.shapes import Reading, Severity

SHOWN = 10
PERIODS = {"month": "par mois", "quarter": "par trimestre", "year": "par an"}
SEPARATORS = {"tab": "tabulations", "pipe": "barres verticales", "semicolon": "points-virgules"}


def whole(told: dict[str, Any], read: Reading) -> str:
    """The whole answer, for a reader."""
    parts = (_profile(read), _findings(told, read), _providers(told), _recurring(told),
             _delays(told), _fees(told, read), _late(told), _old(told), _gaps(told))  # fmt: skip
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part)


def _profile(read: Reading) -> Iterator[str]:
    profile = read.profile
    yield (
        f"{profile.name} : {_count(profile.lines)} lignes du {_day(profile.first_date)} au"
        f" {_day(profile.last_date)}, {profile.encoding}, {SEPARATORS[profile.separator]}."
    )


def _findings(told: dict[str, Any], read: Reading) -> Iterator[str]:
    yield "Contrôles"
    if not told["findings"]:
        yield "  Rien à signaler."
    for found in told["findings"]:
        rule = rules()[found["code"]]
        mark = "à corriger" if rule.severity is Severity.ANOMALY else "à savoir"
        lines = ", ".join(map(str, found["lines"][:SHOWN]))
        where = f" ; lignes {lines}" if lines else ""
        column = f" « {found['params']['column']} »" if "column" in found["params"] else ""
        yield f"  {found['code']} {rule.title}{column} ({mark}, {_count(found['count'])}{where})."
    for one in read.rejected[:SHOWN]:
        yield f"    {sentence_of(one)}"


def _providers(told: dict[str, Any]) -> Iterator[str]:
    yield "Qui coûte quoi, hors taxes, avoirs déduits"
    for one in told["providers"][:SHOWN]:
        share = f" ({_percent(one['share'])})" if one["share"] is not None else ""
        yield f"  {one['label'] or one['code']} : {_euros(one['spend'])}{share}"
    left = len(told["providers"]) - SHOWN
    if left > 0:
        yield f"  et {left} autres."
    alone = sum(one["amount"] for one in told["unattributed"])
    yield f"  Classes 60 à 65 sans tiers (paie, banque, régularisations) : {_euros(alone)}"
    if not told["providers"]:
        yield "  Aucun tiers fournisseur dans les écritures d’achat."
    shares = (told["concentration"] or {}).get("shares", {})
    if 3 in shares:
        yield f"  Les trois premiers font {_percent(shares[3])} de la dépense."


def _recurring(told: dict[str, Any]) -> Iterator[str]:
    yield "Ce qui revient"
    labels = {one["key"]: one["label"] or one["code"] for one in told["providers"]}
    found = told["recurring"]
    for one in [
        *found[:SHOWN],
        *(one for one in found[SHOWN:] if one["changes"] or one["missing"]),
    ]:
        yield (
            f"  {labels[one['provider']]}, compte {one['account']} : {_euros(one['usual'])}"
            f" {PERIODS[one['period']]}"
        )
        for change in one["changes"]:
            yield f"    {_percent(change['share'], signed=True)} le {_day(change['on'])}"
        for day in one["missing"]:
            yield f"    facture attendue vers le {_day(day)}, absente"
    if not found:
        yield "  Aucun montant régulier."


def _delays(told: dict[str, Any]) -> Iterator[str]:
    yield "Délais de paiement, de l’écriture au lettrage"
    overall = told["payment_delays"]["overall"]
    if overall is None:
        yield "  Non mesurable : aucune facture lettrée et datée."
        return
    yield (
        f"  médiane de {_days(overall['median'])}, neuf sur dix en {_days(overall['p90'])} au plus,"
        f" {_percent(overall['beyond_60'])} au-delà de 60 jours"
        f" ({_count(overall['count'])} factures ; plafond de l’article L441-10 du Code de commerce,"
        " à faire valider par un conseil)"
    )
    yield f"  {_count(told['payment_delays']['unlettered'])} factures non lettrées, non comptées"


def _fees(told: dict[str, Any], read: Reading) -> Iterator[str]:
    yield "Candidats à la DAS2, honoraires et commissions"
    labels = {one["key"]: one["label"] or one["code"] for one in told["providers"]}
    for one in told["das2"]:
        yield f"  {one['year']} {labels[one['provider']]} : {_euros(one['gross'])} TTC facturés"
    if not told["das2"]:
        yield "  Aucun."
    threshold = threshold_of(read.profile.last_date.year) if read.profile.last_date else None
    if threshold is not None:
        yield f"  Seuil : {_euros(threshold.amount)} ({threshold.source})."
    yield "  À faire valider par un conseil : la déclaration porte sur les sommes versées."


def _late(told: dict[str, Any]) -> Iterator[str]:
    found = told["after_closing"]
    if found["reason"]:
        return
    yield "Écritures validées après l’arrêté de leur mois"
    for one in found["late"]:
        yield f"  {one['month']:%m/%Y} : {_count(one['entries'])} pour {_euros(one['amount'])}"
    if not found["late"]:
        yield "  Aucune."


def _old(told: dict[str, Any]) -> Iterator[str]:
    if not told["unlettered"]["measured"]:
        return
    yield "Pièces fournisseurs anciennes, non lettrées"
    for one in told["unlettered"]["items"][:SHOWN]:
        yield (
            f"  ligne {one['line']}, {one['label']} : {_euros(one['amount'])}, {_days(one['age'])}"
        )
    if not told["unlettered"]["items"]:
        yield "  Aucune."


def _gaps(told: dict[str, Any]) -> Iterator[str]:
    if told["unmeasurable"]:
        yield "Ce que ce fichier ne dit pas"
    for gap in told["unmeasurable"]:
        figures = {name: _figure(value) for name, value in gap["params"].items()}
        yield f"  {reasons()[gap['reason']].format(**figures)}"


def _figure(value: int | str) -> str:
    return _count(value) if isinstance(value, int) else _day(date.fromisoformat(value))


def _days(number: float) -> str:
    return f"{_count(round(number))} jour{'s' if round(number) > 1 else ''}"


def _euros(cents: int) -> str:
    return f"{_count(round(cents / 100))}\u00a0€"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _percent(share: float, *, signed: bool = False) -> str:
    sign = "+" if signed and share > 0 else ""
    return f"{sign}{100 * share:.1f}\u202f%".replace(".", ",")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"
