from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.enums import Conformity, OfferState
from timonerie.domains.sourcing.models.statements import StatementOfWork, StatementVersion
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel


class Offer(CompanyModel):
    """What a bidder answers to an approved version: typed here from their paper, or by themselves
    through a link. The bidder may be no provider of the company yet."""

    statement = models.ForeignKey(StatementOfWork, on_delete=models.PROTECT, related_name="offers")
    answered = models.ForeignKey(
        StatementVersion,
        verbose_name=_("version répondue"),
        on_delete=models.PROTECT,
        related_name="offers",
    )
    bidder = models.CharField(_("candidat"), max_length=150)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire connu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
    )
    state = models.CharField(
        _("état"), max_length=10, choices=OfferState.choices, default=OfferState.DRAFT
    )
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    # Hundredths of a per cent a year that the bidder asks for; zero says that prices do not move.
    yearly_index = models.PositiveIntegerField(_("révision par an (centièmes de %)"), default=0)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=1000, blank=True)
    sent_at = models.DateTimeField(_("remise le"), null=True)
    reason = models.CharField(_("motif du choix"), max_length=1000, blank=True)
    decided_by = models.CharField(_("décidé par"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True)
    created_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("ouverte le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("offre")
        verbose_name_plural = _("offres")
        constraints = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(state=OfferState.CHOSEN),
                name="offer_chosen_once",
            )
        ]

    def __str__(self) -> str:
        return self.bidder

    def masked(self) -> tuple[str, ...]:
        """What an export empties of an offer that was not handed in."""
        return () if self.sent_at else ("yearly_index", "valid_until", "note")


class OfferAnswer(CompanyModel):
    """How an offer answers one line of the version, or a price it adds by itself (no `line_key`).
    `price` is a unit price in the smallest unit of the currency with two more decimals:
    hundredths of cents, since a payslip costs 12,505 €."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="answers")
    line_key = models.UUIDField(_("ligne"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    title = models.CharField(_("intitulé"), max_length=200)
    conformity = models.CharField(
        _("conformité"), max_length=10, choices=Conformity.choices, blank=True
    )
    text = models.CharField(_("réponse"), max_length=2000, blank=True)
    price = models.PositiveBigIntegerField(_("prix"), null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=60, blank=True)
    recurrence = models.CharField(_("rythme"), max_length=10, blank=True)
    bands = models.JSONField(_("bandes"), default=list)
    # The line of volumes that a unit price is multiplied by, where its own line names none.
    volume_key = models.UUIDField(_("volume"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    WITHHELD: ClassVar = Q(offer__sent_at__isnull=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("réponse d’une offre")
        verbose_name_plural = _("réponses des offres")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "line_key"],
                condition=Q(line_key__isnull=False),
                name="offer_answer_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class OfferPaper(CompanyModel):
    """A file that came with an offer; never opened here, only kept and given back."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="papers")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="offer_papers")
    file_name = models.CharField(_("fichier"), max_length=150)
    at = models.DateTimeField(_("le"))
    added_by = models.CharField(_("par"), max_length=150)

    WITHHELD: ClassVar = Q(offer__sent_at__isnull=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("pièce d’une offre")
        verbose_name_plural = _("pièces des offres")

    def __str__(self) -> str:
        return self.file_name


class OfferLink(CompanyModel):
    """An address by which a bidder answers without an account, until a day or until it is revoked.
    It holds a secret of which only the SHA-256 is kept."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="links")
    recipient = models.CharField(_("destinataire"), max_length=150)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernière réponse"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de réponse")
        verbose_name_plural = _("liens de réponse")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="offer_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="offer_link_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class OfferMark(CompanyModel):
    """The note, from 0 to 4, that an assessor gives an offer on a criterion of the version."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="marks")
    criterion_key = models.UUIDField(_("critère"))
    assessor = models.CharField(_("évaluateur"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    value = models.PositiveSmallIntegerField(_("note"))
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    at = models.DateTimeField(_("le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("note d’une offre")
        verbose_name_plural = _("notes des offres")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "criterion_key", "user_id"], name="offer_mark_once"
            ),
            models.CheckConstraint(condition=Q(value__lte=4), name="offer_mark_from_0_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.value}"


class InterestDeclaration(CompanyModel):
    """What an assessor says of their interests in a choice: without one, their notes do not
    count."""

    statement = models.ForeignKey(
        StatementOfWork, on_delete=models.PROTECT, related_name="interests"
    )
    assessor = models.CharField(_("évaluateur"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    has_conflict = models.BooleanField(_("a un intérêt"))
    text = models.CharField(_("lequel"), max_length=500, blank=True)
    at = models.DateTimeField(_("le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("déclaration d’intérêts")
        verbose_name_plural = _("déclarations d’intérêts")
        constraints = [
            models.UniqueConstraint(fields=["statement", "user_id"], name="interest_once"),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(text=""), name="interest_says_which"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.assessor}"
