from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """Levels of the management tree, from the top down."""

    GROUP = "group", _("groupe")
    REGION = "region", _("région")
    SITE = "site", _("site")
    TEAM = "team", _("équipe")


class HolderKind(TextChoices):
    """Who may hold a seat."""

    EMPLOYEE = "employee", _("salarié")
    EXECUTIVE = "executive", _("dirigeant à temps partagé")
    PROVIDER = "provider", _("prestataire")


class HolidayRegion(TextChoices):
    """Whose public holidays a calendar keeps: "country" or "country:subdivision", as the holidays
    library spells them."""

    NONE = "", _("Aucun")
    METROPOLE = "FR", _("France métropolitaine")
    MOSELLE = "FR:57", _("Moselle (droit local d’Alsace-Moselle)")
    ALSACE = "FR:6AE", _("Alsace (droit local d’Alsace-Moselle)")
    GUADELOUPE = "FR:971", _("Guadeloupe")
    MARTINIQUE = "FR:972", _("Martinique")
    GUYANE = "FR:973", _("Guyane")
    REUNION = "FR:974", _("La Réunion")
    MAYOTTE = "FR:976", _("Mayotte")
    SAINT_BARTHELEMY = "FR:BL", _("Saint-Barthélemy")
    SAINT_MARTIN = "FR:MF", _("Saint-Martin")
    NEW_CALEDONIA = "FR:NC", _("Nouvelle-Calédonie")
    FRENCH_POLYNESIA = "FR:PF", _("Polynésie française")
    SAINT_PIERRE = "FR:PM", _("Saint-Pierre-et-Miquelon")
    WALLIS = "FR:WF", _("Wallis-et-Futuna")
    BELGIUM = "BE", _("Belgique")
    LUXEMBOURG = "LU", _("Luxembourg")
    SWITZERLAND = "CH", _("Suisse")
    GERMANY = "DE", _("Allemagne")
    SPAIN = "ES", _("Espagne")
    ITALY = "IT", _("Italie")
    PORTUGAL = "PT", _("Portugal")
    MOROCCO = "MA", _("Maroc")
    TUNISIA = "TN", _("Tunisie")
