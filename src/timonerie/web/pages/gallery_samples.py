"""Invented data for the gallery: usual cases, long names, millions, and the silent states."""

import datetime

from timonerie.foundations.wording.states import State
from timonerie.web import timelines
from timonerie.web.charts import (
    Bar,
    Bars,
    Event,
    Mark,
    Panel,
    Point,
    RangeBar,
    Ranges,
    Scatter,
    Series,
    SmallMultiples,
    Trend,
    Zone,
)
from timonerie.web.figures import Coverage, Figure
from timonerie.web.tables import Cell, Column, HeatMap, HeatRow, Row, Table
from timonerie.web.timelines import Timeline

HOUR = 3600
MONTHS = (
    "avr. 2024", "mai 2024", "juin 2024", "juil. 2024", "août 2024", "sept. 2024",
    "oct. 2024", "nov. 2024", "déc. 2024", "janv. 2025", "févr. 2025", "mars 2025",
)  # fmt: skip

FIGURES = (
    Figure(
        label="Bulletins rendus dans le délai",
        value=0.942,
        unit="percent",
        state=State.WATCH,
        target="cible ≥ 95 %",
        aim=0.95,
        change="−1,8 point en un mois",
        history=(0.97, 0.965, 0.971, 0.968, 0.962, 0.97, 0.969, 0.958, 0.961, 0.955, 0.96, 0.942),
        history_label="12 derniers mois",
        coverage=Coverage(covered=7, expected=9),
        url="#",
        facts_url="#",
    ),
    Figure(
        label="Délai médian de résolution",
        value=6 * HOUR + 600,
        unit="working_duration",
        state=State.MET,
        target="cible ≤ 8 h 00",
        aim=8 * HOUR,
        change="−35 min en un mois",
        history=tuple(
            HOUR * hours for hours in (7.5, 7.2, 7.9, 8.4, 8.2, 7.7, 7.1, 6.9, 7, 6.8, 6.7, 6.17)
        ),
        history_label="12 derniers mois",
        coverage=Coverage(covered=9, expected=9),
        url="#",
        facts_url="#",
    ),
    Figure(
        label="Bulletins erronés",
        value=0.0413,
        unit="percent",
        state=State.MISSED,
        target="cible ≤ 1,5 %",
        aim=0.015,
        change="le double de mars 2024",
        history=(0.012, 0.013, 0.014, 0.012, 0.016, 0.019, 0.021, None, 0.03, 0.032, 0.039, 0.0413),
        history_label="12 derniers mois, un mois non reçu",
        coverage=Coverage(covered=8, expected=9),
        url="#",
        facts_url="#",
    ),
    Figure(
        label="Factures fournisseurs traitées par le prestataire comptable",
        value=1_284_903,
        state=State.MEASURED,
        change="+4,1 % en un an",
        history=(98, 101, 99, 104, 72, 103, 108, 107, 112, 110, 111, 115),
        history_label="12 derniers mois",
        coverage=Coverage(covered=9, expected=9),
        facts_url="#",
    ),
    Figure(
        label="Demandes de recrutement", value=None, state=State.NO_ACTIVITY,
        target="cible ≤ 30 jours", coverage=Coverage(covered=9, expected=9), url="#",
    ),
    Figure(
        label="Disponibilité du réseau", value=None, state=State.MISSING,
        target="cible ≥ 99,5 %", coverage=Coverage(covered=0, expected=9), url="#",
    ),
)  # fmt: skip

ABSENT = {
    State.NO_ACTIVITY: "sans activité",
    State.MISSING: "non reçu",
    State.NO_OBJECT: "sans objet",
}
CODES = {
    "c": State.MET,
    "s": State.WATCH,
    "h": State.MISSED,
    "o": State.NO_ACTIVITY,
    "m": State.MISSING,
    "x": State.NO_OBJECT,
}


def _heat_cell(code: str, text: str = "") -> Cell:
    state = CODES[code]
    return Cell(text=text or ABSENT[state], state=state, url="#")


def _heat_row(label: str, note: str, *cells: str) -> HeatRow:
    parsed = tuple(_heat_cell(cell[0], cell[1:]) for cell in cells)
    return HeatRow(label=label, note=note, url="#", cells=parsed)


HEAT_MAP = HeatMap(
    caption="États de mars 2025, par site et par indicateur",
    corner="Site",
    columns=(
        Column(label="Bulletins dans le délai", note="cible ≥ 95 %", url="#"),
        Column(label="Bulletins erronés", note="cible ≤ 1,5 %", url="#"),
        Column(label="Variables à l’heure", note="de notre côté", url="#"),
        Column(label="Délai de résolution", note="cible ≤ 8 h 00", url="#"),
        Column(label="Demandes rouvertes", note="cible ≤ 4 %", url="#"),
        Column(label="Clôture mensuelle", note="cible J+12", url="#"),
    ),
    rows=(
        _heat_row("Lyon", "Sud-Est", "c97,1 %", "h5,9 %", "h71,0 %", "c5 h 40", "c2,1 %", "cJ+11"),
        _heat_row(
            "Grenoble", "Sud-Est",
            "c98,4 %", "c1,2 %", "c96,2 %", "s8 h 25", "c3,0 %", "cJ+10",
        ),
        _heat_row("Mulhouse", "Est", "s94,0 %", "c1,1 %", "c98,8 %", "c6 h 05", "m", "sJ+13"),
        _heat_row(
            "Strasbourg", "Est",
            "c96,6 %", "c0,9 %", "c97,5 %", "c4 h 50", "c1,8 %", "cJ+12",
        ),
        _heat_row(
            "Saint-Étienne-du-Rouvray, plateforme logistique et service après-vente", "Ouest",
            "x", "o", "c95,0 %", "h14 h 30", "h9,7 %", "hJ+19",
        ),
        _heat_row("Saint-Denis", "La Réunion", "m", "m", "m", "c7 h 10", "c2,4 %", "m"),
    ),
)  # fmt: skip

ERRORS = (1.2, 1.3, 1.4, 1.2, 1.6, 1.9, 2.1, None, 3.0, 3.2, 3.9, 4.1)
PEERS = (1.4, 1.3, 1.5, 1.4, 1.3, 1.4, 1.2, 1.3, 1.4, 1.5, 1.3, 1.4)


def _error_point(rank: int) -> Point:
    value = ERRORS[rank]
    state = State.MISSING if value is None else State.MET if value <= 1.5 else State.MISSED
    if value is not None and 1.5 < value <= 2:
        state = State.WATCH
    ratio = None if value is None else value / 100
    return Point(label=MONTHS[rank], value=ratio, state=state, low=0.008, high=0.018)


TREND = Trend(
    finding="Les bulletins erronés de Lyon ont doublé depuis septembre",
    subject="Part des bulletins repris après envoi",
    unit="percent",
    series=(Series(name="Lyon", points=tuple(map(_error_point, range(12)))),),
    target=0.015,
    events=(
        Event(at="sept. 2024", text="Gestionnaire de paie partie"),
        Event(at="janv. 2025", text="Avenant n° 3"),
    ),
    source="Source : retours du cabinet de paie, 8 sites sur 9, calculé le 4 avril 2025.",
)

COMPARISON = Trend(
    subject="Délai médian de résolution, d’avril 2024 à mars 2025",
    unit="working_duration",
    series=(
        Series(
            name="Ce prestataire",
            points=tuple(
                Point(label=month, value=hours * HOUR)
                for month, hours in zip(
                    MONTHS, (9, 8.6, 9.4, 10.1, 8.8, 8.1, 7.6, 7.2, 7.4, 6.9, 6.6, 6.2), strict=True
                )
            ),
        ),
        Series(
            name="Les autres",
            points=tuple(
                Point(label=month, value=(6 + share) * HOUR)
                for month, share in zip(MONTHS, PEERS, strict=True)
            ),
        ),
    ),
    target=8 * HOUR,
)

BARS = Bars(
    finding="Deux prestataires sur six dépassent le délai promis",
    subject="Délai médian de résolution en mars 2025",
    unit="working_duration",
    target=8 * HOUR,
    bars=(
        Bar(label="Bastide Informatique", value=14.5 * HOUR, state=State.MISSED, url="#"),
        Bar(label="Cabinet Aubrac & Associés", value=8.4 * HOUR, state=State.WATCH, url="#"),
        Bar(label="Vercors Paie", value=6.2 * HOUR, state=State.MET, url="#"),
        Bar(label="Lettres & Droit", value=3.1 * HOUR, state=State.MET, url="#"),
        Bar(label="Assistance Déléguée du Grand Sud-Est et des Territoires", value=45 * 60,
            state=State.MET, url="#"),
        Bar(label="Recrut’Est", value=None, state=State.NO_ACTIVITY, url="#"),
    ),
)  # fmt: skip

SCATTER = Scatter(
    subject="Garder ou confier",
    finding="2 activités sur 4 sont délégables, 1 tient à un veto",
    x_label="Garder ?",
    y_label="Serrer ?",
    ringed="décidée",
    across=(
        Zone(label="délégable", low=0, high=40),
        Zone(label="hybride", low=40, high=65),
        Zone(label="cœur", low=65, high=100),
    ),
    up=(
        Zone(label="tenue légère", low=0, high=35),
        Zone(label="tenue normale", low=35, high=60),
        Zone(label="à serrer", low=60, high=100),
    ),
    marks=(
        Mark(label="Bulletins de paie", x=10, y=94.2, shape="circle", word="délégable", url="#"),
        Mark(label="Signature des paiements", x=18.7, y=88.4, shape="square", word="cœur", url="#",
             is_ringed=True),
        Mark(label="Clôture mensuelle des sept sites et rapport au comité", x=41.2, y=55.7,
             shape="diamond", word="hybride", url="#"),
        Mark(label="Formation", x=16.2, y=17.3, shape="circle", word="délégable", url="#"),
    ),
)  # fmt: skip

RANGES = Ranges(
    subject="Coût sur 3 ans",
    finding="Confier coûte 61 420 € à 108 220 € de moins sur 3 ans",
    unit="€",
    bars=(
        RangeBar(label="Faire", low=192_000, high=225_000),
        RangeBar(label="Confier", low=116_780, high=130_580),
        RangeBar(label="Reprendre", low=None, high=None),
    ),
)

MULTIPLES = SmallMultiples(
    subject="Bulletins rendus dans le délai, par site",
    unit="percent",
    target=0.95,
    from_zero=False,
    first_label="avr. 2024",
    last_label="mars 2025",
    panels=(
        Panel(label="Lyon", state=State.MET, url="#",
              values=(0.96, 0.95, 0.97, 0.96, 0.94, 0.95, 0.96, 0.97, 0.96, 0.97, 0.97, 0.971)),
        Panel(label="Grenoble", state=State.MET, url="#",
              values=(0.92, 0.93, 0.93, 0.95, 0.95, 0.96, 0.97, 0.97, 0.98, 0.98, 0.98, 0.984)),
        Panel(label="Mulhouse", state=State.WATCH, url="#",
              values=(0.98, 0.98, 0.97, 0.97, 0.97, 0.96, 0.96, 0.95, 0.95, 0.95, 0.94, 0.94)),
        Panel(label="Strasbourg", state=State.MET, url="#",
              values=(0.97, 0.96, 0.97, 0.97, 0.96, 0.97, 0.97, 0.96, 0.97, 0.96, 0.97, 0.966)),
        Panel(label="Saint-Étienne-du-Rouvray", state=State.MISSED, url="#",
              values=(0.95, 0.96, 0.93, 0.9, 0.84, None, None, 0.88, 0.87, 0.85, 0.83, 0.81)),
    ),
)  # fmt: skip

TABLE = Table(
    caption="Prestataires, mars 2025",
    columns=(
        Column(label="Prestataire", sort_url="#"),
        Column(label="Activité", sort_url="#"),
        Column(label="Dossiers", is_number=True, sort_url="#", sorted="descending"),
        Column(label="Dans le délai", is_number=True, sort_url="#"),
        Column(label="Dépense", is_number=True, sort_url="#", note="12 mois"),
        Column(label="État"),
    ),
    rows=tuple(
        Row(
            cells=(
                Cell(text=name, url="#"), Cell(text=activity), Cell(text=cases), Cell(text=share),
                Cell(text=spend), Cell(text=state.word, state=state),
            )
        )
        for name, activity, cases, share, spend, state in (
            ("Bastide Informatique", "Informatique", "12 480", "81,3 %", "1 284 903 €",
             State.MISSED),
            ("Vercors Paie", "Paie", "3 912", "96,4 %", "212 400 €", State.MET),
            ("Cabinet Aubrac & Associés", "Comptabilité", "2 071", "94,0 %", "188 050 €",
             State.WATCH),
            ("Assistance Déléguée du Grand Sud-Est et des Territoires", "Assistanat", "640",
             "99,1 %", "41 900 €", State.MET),
            ("Recrut’Est", "Ressources humaines", "0", "sans activité", "0 €", State.NO_ACTIVITY),
            ("Lettres & Droit", "Juridique", "donnée manquante", "donnée manquante", "36 000 €",
             State.MISSING),
        )
    ),
    total=Row(
        cells=(
            Cell(text="Ensemble", note="5 prestataires sur 6"), Cell(text=""), Cell(text="19 103"),
            Cell(text="86,5 %"), Cell(text="1 763 253 €"), Cell(text=""),
        )
    ),
)  # fmt: skip

EMPTY_TABLE = Table(caption="Imports", columns=TABLE.columns, rows=())

CHIPS = ({"label": "Site : Lyon", "url": "#"}, {"label": "Depuis 12 mois", "url": "#"})
TABS = (
    {"label": "Vue d’ensemble", "url": "#", "current": True},
    {"label": "Indicateurs", "url": "#", "count": 14},
    {"label": "Sites servis", "url": "#", "count": 4},
    {"label": "Faits", "url": "#"},
)
DETAILS = (
    {"term": "SIREN", "detail": "732 829 320"},
    {"term": "Interlocutrice", "detail": "Claire Fontanel", "url": "#"},
    {"term": "Sites servis", "detail": "Lyon, Grenoble, Mulhouse, Strasbourg"},
    {"term": "État", "detail": "à surveiller", "state": State.WATCH},
)
STEPS = ("Fichier", "Colonnes", "Aperçu", "Résultat")


def timeline() -> Timeline:
    """Opened on a Friday afternoon, suspended on Monday morning, resolved on Tuesday."""
    at = datetime.datetime
    received, resolved = at(2025, 3, 14, 16, 40), at(2025, 3, 18, 9, 20)
    worked = [
        (received, at(2025, 3, 14, 18, 0)),
        (at(2025, 3, 17, 9, 30), at(2025, 3, 17, 12, 0)),
        (at(2025, 3, 17, 14, 0), at(2025, 3, 17, 18, 0)),
        (at(2025, 3, 18, 8, 30), resolved),
    ]
    suspended = [(at(2025, 3, 17, 8, 30), at(2025, 3, 17, 9, 30))]
    return timelines.draw(
        received=received,
        resolved=resolved,
        worked=worked,
        worked_seconds=8 * HOUR + 40 * 60,
        suspended=suspended,
        suspended_seconds=HOUR,
    )
