"""A statement of work that holds what real ones hold, and what nobody should type."""

from dataclasses import replace
from datetime import date

from timonerie.foundations.printing.documents.shapes import (
    Article,
    Bullets,
    Document,
    Grid,
    Note,
    Paragraph,
    Reference,
)

LONG = "Groupement d’intérêt économique des transporteurs de l’Est et de Franche-Comté"
TITLES = (
    "Contexte et sites", "Périmètre et exclusions", "Processus et interfaces",
    "Volumes et saisonnalité", "Calendrier des entrées du client", "Livrables",
    "Niveaux de service", "Indicateurs et formules", "Comptes rendus et gouvernance",
    "Sécurité et données personnelles", "Équipe et continuité", "Transition", "Réversibilité",
    "Prix et unités", "Critères de choix", "Annexes",
)  # fmt: skip
HEADER = ("Ligne", "Activité", "Site", "Volume par mois", "Prix unitaire", "Montant annuel")
WRITTEN = "#let *x* = $y$ [z] @w <w:p> &amp; {{ nom }} \\ fin"
"""What the languages of both formats would read as theirs."""
HIDDEN = "Un\x00 texte\x0b avec\x1b des \ufffesignes\u202e cachés"


def _line(rank: int) -> tuple[str, ...]:
    site = LONG if rank % 9 == 0 else f"Site de Belfort {rank % 4 + 1}"
    activity = f"Saisie et contrôle des factures d’achat, lot {rank}"
    return (f"{rank}", activity, site, f"{rank * 137}", "3,20 €", f"1\u202f248\u202f{300 + rank} €")


LINES = Grid(
    header=HEADER,
    rows=tuple(_line(rank) for rank in range(1, 81)),
    caption="Volumes de référence, du 1er janvier au 31 décembre 2025",
)
SERVICES = Grid(
    header=("Niveau", "Cible", "Mesure"),
    rows=(
        ("Bulletins justes du premier coup", "99,5 %", "Bulletins sans rectification le mois "
         "suivant, divisés par les bulletins émis."),
        ("Réponse à une question d’un salarié", "2 jours", "Médiane du délai, en jours ouvrés."),
    ),
    caption="",
    widths=(3, 1, 4),
)  # fmt: skip


def _articles() -> tuple[Article, ...]:
    return tuple(_article(rank, title) for rank, title in enumerate(TITLES, 1))


def _article(rank: int, title: str) -> Article:
    opening = Paragraph(
        f"Marque-{rank:02d}. Le prestataire traite ce qui lui est confié pour « {LONG} », dans les "
        "délais de l’article 7, et dit à temps ce qui l’en empêche."
    )
    parts = tuple(
        Article(
            f"{rank}.{part}",
            f"Partie {part} de l’article {rank}",
            (
                Paragraph(f"Marque-{rank:02d}-{part}. Chaque mois compte 1 248 300 € d’achats."),
                Bullets((f"Une remise le 5 à midi, à {LONG}.", "Un interlocuteur nommé.")),
            ),
            (Article(f"{rank}.{part}.1", "Détail", (Paragraph("Un point précis."),)),)
            if part == 2
            else (),
        )
        for part in (1, 2)
    )
    return Article(f"{rank}", title, (opening, *_own(rank)), parts)


def _own(rank: int) -> tuple[Grid | Note | Paragraph, ...]:
    return {
        4: (LINES,),
        7: (SERVICES, Note("Une cible sans mesure n’engage personne : chacune a sa formule.")),
        10: (Paragraph(WRITTEN), Paragraph(HIDDEN), Paragraph("Un sourire 😀, un couple 👩‍👩‍👧.")),
        16: (Paragraph("Ce qui suit explique, et n’engage pas.", is_soft=True),),
    }.get(rank, ())


RICH = Document(
    title="Cahier des charges de la gestion administrative du personnel et des achats",
    subtitle=f"Confiée par {LONG}",
    reference=Reference("3", date(2026, 3, 1), "9f3ac1d27b" * 6 + "9f3a"),
    language="fr",
    parties=(
        ("Client", LONG),
        ("Prestataire", "Ateliers *Brévent* #1"),
        ("Sites", "Belfort 1 à 4"),
    ),
    articles=_articles(),
    notices=("Ce document attend l’avis de vos conseils avant d’être signé.",),
    footer="Confidentiel",
    author="Alice Martin",
)
SHORT = replace(RICH, articles=RICH.articles[:2], title="Cahier des charges court")
