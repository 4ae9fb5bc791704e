from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat, Unit
from timonerie.domains.reporting.models.voice_links import VoiceLink
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class FlashRule(CompanyModel):
    """When the flash of the week is due, on the clock of each site, from a day on. Never edited: a
    correction is a later row with the same start, and the last one recorded wins."""

    weekday = models.PositiveSmallIntegerField(_("jour de la semaine"))
    hour = models.PositiveSmallIntegerField(_("heure"))
    start_date = models.DateField(_("à partir du"))
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("échéance des flashs")
        verbose_name_plural = _("échéances des flashs")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, hour__lte=23), name="flash_rule_is_an_hour_of_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.hour} {self.start_date}"


class FlashQuerySet(models.QuerySet["Flash"]):
    def standing(self) -> "FlashQuerySet":
        """The last version of each week of a site."""
        later = Flash.objects.filter(
            unit=models.OuterRef("unit"),
            week=models.OuterRef("week"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(later))

    def between(self, first: date, last: date) -> "FlashQuerySet":
        return self.filter(week__gte=first, week__lte=last)


class Flash(CompanyModel):
    """What a site tells of its week. Frozen once filed: a correction is the next number, with its
    reason. `key` is drawn by who sends it, so that one sent twice is one; `due_at` is when it was
    due, as known when it was filed."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, related_name="flashes"
    )
    week = models.DateField(_("semaine du"))
    number = models.PositiveSmallIntegerField(_("numéro"), default=1)
    reason = models.CharField(_("motif de la correction"), max_length=300, blank=True)
    # A list of texts, and a list of {label, value, unit}, the value a decimal number as text.
    facts = models.JSONField(_("faits"), default=list)
    figures = models.JSONField(_("chiffres"), default=list)
    alert = models.CharField(_("alerte"), max_length=300, blank=True)
    need = models.CharField(_("besoin"), max_length=300, blank=True)
    # Empty for a week that the site does not work.
    due_at = models.DateTimeField(_("attendu le"), null=True)
    filed_at = models.DateTimeField(_("reçu le"))
    first_at = models.DateTimeField(_("reçu d’abord le"))
    user_id = models.BigIntegerField(_("compte"), null=True)
    link = models.ForeignKey(VoiceLink, on_delete=models.PROTECT, null=True, related_name="flashes")
    key = models.CharField(_("clé d’envoi"), max_length=64)

    objects: ClassVar = ScopedManager.from_queryset(FlashQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("flash")
        verbose_name_plural = _("flashs")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="flash_sent_once"),
            models.UniqueConstraint(
                fields=["unit", "week", "number"], name="flash_number_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="flash_correction_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["company", "week"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.week}"

    @property
    def is_late(self) -> bool:
        """A correction is no lateness: the first version tells."""
        return self.due_at is not None and self.first_at > self.due_at


class FlashNeed(CompanyModel):
    """What a site asked for with its flash: answered, or carried by a post until a day."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, related_name="flash_needs"
    )
    week = models.DateField(_("semaine du"))
    text = models.CharField(_("besoin"), max_length=300)
    asked_at = models.DateTimeField(_("demandé le"))
    answer = models.CharField(_("réponse"), max_length=600, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui le porte"),
        on_delete=models.PROTECT,
        null=True,
        related_name="flash_needs",
    )
    due_date = models.DateField(_("pour le"), null=True)
    dropped_at = models.DateTimeField(_("retiré le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("besoin d’un site")
        verbose_name_plural = _("besoins des sites")
        constraints = [
            models.UniqueConstraint(fields=["unit", "week"], name="flash_need_once_a_week"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, due_date__isnull=True)
                | Q(owner__isnull=False, due_date__isnull=False),
                name="flash_need_owner_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="flash_need_answer_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class FlashDraft(ScopedModel):
    """What somebody has begun to write of a week and not sent: theirs, by account or by link."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    week = models.DateField(_("semaine du"))
    user_id = models.BigIntegerField(_("compte"), null=True)
    link = models.ForeignKey(VoiceLink, on_delete=models.PROTECT, null=True, related_name="drafts")
    document = models.JSONField(_("brouillon"), default=dict)
    saved_at = models.DateTimeField(_("gardé le"))

    class Meta(ScopedModel.Meta):
        verbose_name = _("brouillon de flash")
        verbose_name_plural = _("brouillons de flash")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "week", "user_id"],
                condition=Q(user_id__isnull=False),
                name="flash_draft_once_an_account",
            ),
            models.UniqueConstraint(
                fields=["unit", "week", "link"],
                condition=Q(link__isnull=False),
                name="flash_draft_once_a_link",
            ),
            models.CheckConstraint(
                condition=Q(user_id__isnull=True, link__isnull=False)
                | Q(user_id__isnull=False, link__isnull=True),
                name="flash_draft_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.week}"
