"""Why a calendar file is refused, or one of its events left out."""

import re


class CalendarRefused(Exception):
    """The whole file is refused; `code` is public, `line` counts from 1."""

    def __init__(self, code: str, remedy: str, *, line: int | None = None, value: str = "") -> None:
        super().__init__(f"{code} : {remedy}")
        self.code = code
        self.remedy = remedy
        self.line = line
        self.value = value


class EventUnreadable(ValueError):
    """One event cannot be read; the others are. `column` is the property at fault, `value` what of
    it may be shown: dates and rules are in capitals and digits, words are not theirs."""

    def __init__(self, column: str, value: str, remedy: str) -> None:
        super().__init__(remedy)
        self.column = column
        self.value = re.sub(r"[^A-Z0-9=;,:+/ -]+", "…", value)[:60]
        self.remedy = remedy


def explodes(line: int | None, value: str) -> CalendarRefused:
    return CalendarRefused(
        "ICS-01",
        "Une réunion de ce fichier se répète sans mesure (plusieurs fois par jour, ou plus de"
        " 1 000 fois). Supprimez cette série de l’agenda, ou exportez une période plus courte.",
        line=line,
        value=value,
    )


def too_many(events: int) -> CalendarRefused:
    return CalendarRefused(
        "ICS-01",
        f"L’agenda compte plus de {events} événements, c’est la limite. Exportez une période plus"
        " courte, par exemple les douze derniers mois et les trois prochains.",
    )


def unknown_zone(line: int, name: str) -> CalendarRefused:
    return CalendarRefused(
        "ICS-02",
        f"Le fuseau horaire « {name} » n’est ni connu ni décrit dans le fichier : les heures ne"
        " peuvent pas être lues. Exportez de nouveau l’agenda avec le fuseau de Paris.",
        line=line,
        value=name,
    )


def too_long(line: int) -> CalendarRefused:
    return CalendarRefused(
        "ICS-03",
        "Une ligne du fichier est démesurée : ce n’est pas un agenda tel qu’un logiciel l’exporte."
        " Exportez-le de nouveau, sans pièces jointes.",
        line=line,
    )


def local_file(line: int) -> CalendarRefused:
    return CalendarRefused(
        "ICS-03",
        "Une réunion joint un fichier de l’ordinateur (ATTACH:file://). Retirez cette pièce jointe"
        " ou exportez l’agenda sans pièces jointes.",
        line=line,
    )


def damaged(line: int) -> CalendarRefused:
    return CalendarRefused(
        "ICS-04",
        "Le fichier s’arrête au milieu d’un événement. Exportez l’agenda de nouveau, en entier.",
        line=line,
    )


def not_a_calendar() -> CalendarRefused:
    return CalendarRefused(
        "ICS-05",
        "Ce n’est pas un agenda exporté (.ics). Dans Outlook : Fichier, Enregistrer le calendrier."
        " Dans Google Agenda : Paramètres, Exporter.",
    )


def too_big(limit: int) -> CalendarRefused:
    return CalendarRefused(
        "ICS-06",
        f"L’agenda pèse plus de {limit // 1_000_000} Mo. Exportez une période plus courte, ou sans"
        " les détails : seuls les titres et les heures servent.",
    )


def nothing(events: int) -> CalendarRefused:
    seen = f"{events} événement" + ("s" if events > 1 else "")
    return CalendarRefused(
        "ICS-07",
        f"Aucune réunion n’a pu être lue ({seen} dans le fichier). Exportez l’agenda avec ses"
        " titres et ses heures.",
    )
