from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.commitments.enums import Outcome
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.foundations.scope.models import CompanyModel


class Commitment(CompanyModel):
    """Who promised what, for when: a provider, or one of our posts, never a person.

    What was promised, by whom and for which day is never edited: the database refuses it. Each new
    promise is a row of `promises`; `due_date` is the last of them, `repeats` how many there are.
    `to_seat` is the post that awaits it, `to_provider` the firm to which one of ours promised. What
    it was born of is told in words, with its page: the domain that made it stands above.
    """

    what = models.CharField(_("ce qui est promis"), max_length=300)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("promis par le prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
    )
    seat = models.ForeignKey(
        Seat,
        verbose_name=_("promis par le poste"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
    )
    to_seat = models.ForeignKey(
        Seat,
        verbose_name=_("promis au poste"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awaited_commitments",
    )
    to_provider = models.ForeignKey(
        Provider,
        verbose_name=_("promis au prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awaited_commitments",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("site concerné"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
    )
    made_on = models.DateField(_("promis le"))
    promised_for = models.DateField(_("promis pour le"))
    due_date = models.DateField(_("dernière date promise"))
    repeats = models.PositiveSmallIntegerField(_("promesses repoussées"), default=0)
    outcome = models.CharField(
        _("issue"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    proof = models.CharField(_("preuve"), max_length=500, blank=True)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    origin_kind = models.CharField(_("nature de l’origine"), max_length=30, blank=True)
    origin_id = models.UUIDField(_("origine"), null=True, blank=True)
    origin_label = models.CharField(_("né de"), max_length=200, blank=True)
    origin_path = models.CharField(_("page de l’origine"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        indexes = [
            models.Index(fields=["company", "outcome", "due_date"], name="commitment_by_day"),
            models.Index(fields=["company", "origin_kind", "origin_id"], name="commitment_origin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False, seat__isnull=True)
                | Q(provider__isnull=True, seat__isnull=False),
                name="commitment_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(to_provider__isnull=True) | Q(seat__isnull=False, to_seat__isnull=True),
                name="commitment_to_a_provider_is_ours",
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("promised_for")),
                name="commitment_is_only_put_off",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, ended_on__isnull=True)
                | (~Q(outcome=Outcome.OPEN) & Q(ended_on__isnull=False)),
                name="commitment_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.MISSED, Outcome.DROPPED]) | ~Q(reason=""),
                name="commitment_not_kept_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="commitment_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN


class CommitmentPromise(CompanyModel):
    """The same commitment promised again, for a later day and for a reason: only ever added."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="promises")
    said_on = models.DateField(_("dit le"))
    day = models.DateField(_("nouvelle date"))
    reason = models.CharField(_("motif"), max_length=500)

    class Meta(CompanyModel.Meta):
        verbose_name = _("nouvelle promesse")
        verbose_name_plural = _("nouvelles promesses")
        constraints = [
            models.UniqueConstraint(fields=["commitment", "day"], name="commitment_promised_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="commitment_again_says_why"),
            models.CheckConstraint(
                condition=Q(day__gte=F("said_on")), name="commitment_again_is_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.day}"
