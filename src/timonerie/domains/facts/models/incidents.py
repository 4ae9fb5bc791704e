from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models.links import DeclarationLink
from timonerie.domains.organisation.models import Person, Provider, Seat, Unit
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class IncidentCause(models.TextChoices):
    """Why it happened; empty until somebody says."""

    HUMAN_ERROR = "human_error", _("erreur humaine")
    TOOL = "tool", _("outil")
    SUPPLIER = "supplier", _("fournisseur du prestataire")
    VOLUME = "volume", _("volume")
    MISSING_INPUT = "missing_input", _("entrée manquante de notre part")
    CHANGE = "change", _("changement")
    SECURITY = "security", _("sécurité")
    OTHER = "other", _("autre")


class IncidentSide(models.TextChoices):
    """On whose side the cause lies."""

    OURS = "ours", _("chez nous")
    THEIRS = "theirs", _("chez le prestataire")
    THIRD_PARTY = "third_party", _("chez un tiers")
    UNKNOWN = "unknown", _("à connaître")


class IncidentSeverity(models.TextChoices):
    MINOR = "minor", _("mineur")
    MAJOR = "major", _("majeur")


class IncidentState(models.TextChoices):
    OPEN = "open", _("ouvert")
    UNDER_WAY = "under_way", _("action en cours")
    CLOSED = "closed", _("clos")


class IncidentOrigin(models.TextChoices):
    """The door it came by."""

    MEMBER = "member", _("déclaré ici")
    LINK = "link", _("déclaré par un lien")
    FILE = "file", _("fichier de tickets")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def active(self) -> "IncidentQuerySet":
        return self.filter(archived_at__isnull=True)

    def unfinished(self) -> "IncidentQuerySet":
        return self.active().exclude(state=IncidentState.CLOSED)

    def during(self, *, first: datetime, end: datetime) -> "IncidentQuerySet":
        """Known before `end`, and not over before `first`; one without an end is over when it is
        closed."""
        over = Q(ended_at__lt=first) | Q(ended_at__isnull=True, closed_at__lt=first)
        return self.filter(known_at__lt=end).exclude(over)


class Incident(CompanyModel):
    """What went wrong: since when it was known there, when we were told, why, what it cost, what
    was done. `action_on` is the day from which the action bears."""

    reference = models.CharField(_("référence"), max_length=60, blank=True)
    what = models.CharField(_("quoi"), max_length=150)
    more = models.CharField(_("en plus"), max_length=500, blank=True)
    known_at = models.DateTimeField(_("connu le"))
    told_at = models.DateTimeField(_("dit le"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=20, choices=IncidentCause.choices, blank=True)
    side = models.CharField(
        _("côté"), max_length=12, choices=IncidentSide.choices, default=IncidentSide.UNKNOWN
    )
    severity = models.CharField(
        _("gravité"), max_length=10, choices=IncidentSeverity.choices, default="minor"
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
    )
    team = models.ForeignKey(
        Unit,
        verbose_name=_("équipe"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_incidents",
    )
    # In the smallest unit of its currency: cents of euro.
    cost = models.PositiveBigIntegerField(_("coût"), null=True, blank=True)
    currency = models.CharField(_("devise"), max_length=3, blank=True)
    action = models.CharField(_("action"), max_length=300, blank=True)
    owner_seat = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui la porte"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
    )
    owner_person = models.ForeignKey(
        Person,
        verbose_name=_("personne qui la porte"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
    )
    due_date = models.DateField(_("à faire pour le"), null=True, blank=True)
    action_on = models.DateField(_("en place le"), null=True, blank=True)
    # What should get better once the action bears: an indicator by its code, over so many months.
    indicator = models.CharField(_("indicateur à vérifier"), max_length=60, blank=True)
    periods = models.PositiveSmallIntegerField(_("mois d’observation"), default=3)
    state = models.CharField(
        _("état"), max_length=10, choices=IncidentState.choices, default=IncidentState.OPEN
    )
    origin = models.CharField(_("origine"), max_length=10, choices=IncidentOrigin.choices)
    link = models.ForeignKey(
        DeclarationLink, on_delete=models.PROTECT, null=True, related_name="incidents"
    )
    # What was said through the link, word for word, whatever becomes of it here: what the page
    # behind the link shows. Empty for what came by another door.
    declaration = models.JSONField(_("déclaration"), default=dict)
    declared_by = models.CharField(_("déclaré par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("enregistré le"))
    closed_at = models.DateTimeField(_("clos le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(IncidentQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "reference"],
                condition=~Q(reference=""),
                name="incident_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(told_at__gte=models.F("known_at")),
                name="incident_told_after_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("known_at")),
                name="incident_ends_after_known",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True, currency="")
                | (Q(cost__isnull=False) & ~Q(currency="")),
                name="incident_cost_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(owner_seat__isnull=True) | Q(owner_person__isnull=True),
                name="incident_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state=IncidentState.CLOSED, closed_at__isnull=False)
                | (~Q(state=IncidentState.CLOSED) & Q(closed_at__isnull=True)),
                name="incident_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(cause="") | Q(cause__in=IncidentCause.values),
                name="incident_cause_is_known",
            ),
            models.CheckConstraint(
                condition=Q(periods__gte=3, periods__lte=12), name="incident_periods_from_3_to_12"
            ),
        ]
        indexes = [models.Index(fields=["company", "known_at"])]

    def __str__(self) -> str:
        return self.what


class IncidentSite(ScopedModel):
    """A site that an incident touched."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sites")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="incident_sites")

    class Meta(ScopedModel.Meta):
        verbose_name = _("site touché")
        verbose_name_plural = _("sites touchés")
        constraints = [
            models.UniqueConstraint(fields=["incident", "unit"], name="incident_site_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.unit_id}"


class IncidentNote(CompanyModel):
    """What somebody said of an incident, never edited."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=1000)
    written_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("note d’incident")
        verbose_name_plural = _("notes d’incident")

    def __str__(self) -> str:
        return self.text
