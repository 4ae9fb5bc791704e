from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat, Unit
from timonerie.domains.rituals.enums import OccurrenceState, RitualLevel, RitualState
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class CalendarExport(CompanyModel):
    """A calendar as it was read on a day: what it held, and what was thrown away. The file itself
    is not kept. `first_day` and `last_day` are the days between which it holds meetings, of those
    looked at; `written_at` is when it was exported. `agenda` says whose it is, in a word: only
    exports of one agenda are compared."""

    agenda = models.CharField(_("agenda"), max_length=100)
    file_name = models.CharField(_("fichier"), max_length=150)
    sha256 = models.CharField(max_length=64)
    user_id = models.BigIntegerField(_("compte"), null=True)
    received_by = models.CharField(_("lu par"), max_length=150)
    received_at = models.DateTimeField(_("lu le"))
    written_at = models.DateTimeField(_("exporté le"))
    first_day = models.DateField(_("du"), null=True)
    last_day = models.DateField(_("au"), null=True)
    events = models.PositiveIntegerField(_("événements"))
    series = models.PositiveIntegerField(_("réunions qui reviennent"))
    created = models.PositiveIntegerField(_("propositions nouvelles"))
    vanished = models.PositiveIntegerField(_("réunions disparues"), default=0)
    thrown = models.JSONField(_("jeté"))
    faulty = models.JSONField(_("illisible"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("agenda lu")
        verbose_name_plural = _("agendas lus")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "agenda", "sha256"], name="calendar_export_once"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class RitualQuerySet(models.QuerySet["Ritual"]):
    def kept(self) -> "RitualQuerySet":
        return self.filter(state=RitualState.KEPT)

    def proposed(self) -> "RitualQuerySet":
        return self.filter(state=RitualState.PROPOSED)


class Ritual(CompanyModel):
    """A meeting that comes back. `frequency` to `hour` are those of `engine.meetings.cadence`,
    `rule` is what the calendar says (RFC 5545), empty where the days alone show the pace; `keys`
    are hashes of the identifiers of its events, whoever's calendar shows them; `hour` is local to
    `zone`. `guests`: how many are usually invited; who they are is not known here."""

    name = models.CharField(_("nom"), max_length=150)
    title_key = models.CharField(max_length=150)
    level = models.CharField(
        _("niveau"), max_length=12, choices=RitualLevel.choices, blank=True, default=""
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rituals",
    )
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui l’anime"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rituals",
    )
    frequency = models.CharField(max_length=10)
    interval = models.PositiveSmallIntegerField(default=1)
    weekdays = models.JSONField(default=list)
    nth = models.SmallIntegerField(default=0)
    month_day = models.SmallIntegerField(default=0)
    hour = models.CharField(_("heure"), max_length=5, blank=True)
    zone = models.CharField(_("fuseau horaire"), max_length=60)
    rule = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(_("durée, en minutes"))
    guests = models.PositiveIntegerField(_("invités"))
    keys = models.JSONField(default=list)
    state = models.CharField(
        _("suite"), max_length=10, choices=RitualState.choices, default=RitualState.PROPOSED
    )
    export = models.ForeignKey(CalendarExport, on_delete=models.PROTECT, related_name="rituals")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(RitualQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("rituel")
        verbose_name_plural = _("rituels")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RitualState.values), name="ritual_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=RitualLevel.values),
                name="ritual_level_is_known",
            ),
        ]
        indexes = [models.Index(fields=["company", "state"])]

    def __str__(self) -> str:
        return self.name


class RitualOccurrenceQuerySet(models.QuerySet["RitualOccurrence"]):
    def asked(self) -> "RitualOccurrenceQuerySet":
        """Those that vanished from an agenda, of what is kept: somebody must say why."""
        return self.filter(state=OccurrenceState.VANISHED, ritual__state=RitualState.KEPT)


class RitualOccurrence(CompanyModel):
    """One meeting of a ritual. `planned` is when the series puts it, `start` when it stands; `key`
    names it from an export to the next."""

    ritual = models.ForeignKey(Ritual, on_delete=models.PROTECT, related_name="occurrences")
    key = models.CharField(max_length=32)
    planned = models.DateTimeField(_("prévue le"))
    start = models.DateTimeField(_("le"))
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=OccurrenceState.choices,
        default=OccurrenceState.SEEN,
    )
    first_seen = models.ForeignKey(CalendarExport, on_delete=models.PROTECT, related_name="+")
    last_seen = models.ForeignKey(CalendarExport, on_delete=models.PROTECT, related_name="+")
    answered_by = models.CharField(_("dit par"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("dit le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(RitualOccurrenceQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("réunion d’un rituel")
        verbose_name_plural = _("réunions d’un rituel")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="ritual_occurrence_once"),
            models.CheckConstraint(
                condition=Q(state__in=OccurrenceState.values), name="ritual_occurrence_state_known"
            ),
        ]
        indexes = [models.Index(fields=["ritual", "start"])]

    def __str__(self) -> str:
        return f"{self.ritual_id} {self.start}"

    @property
    def is_moved(self) -> bool:
        return self.start != self.planned


class RitualGesture(CompanyModel):
    """Several proposals sorted at once, with what they were before: it can be undone."""

    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))
    # [number of the ritual, its version after, state, level and number of the unit before]
    before = models.JSONField()
    undone_at = models.DateTimeField(_("défait le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("tri de rituels")
        verbose_name_plural = _("tris de rituels")

    def __str__(self) -> str:
        return str(self.public_id)
