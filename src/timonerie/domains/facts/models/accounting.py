"""The French accounting entries files (FEC): each as received, and the third parties they name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class AccountingState(models.TextChoices):
    """Where an accounting file stands."""

    RECEIVED = "received", _("reçu")
    READING = "reading", _("lecture en cours")
    READ = "read", _("lu, compté")
    UNCHANGED = "unchanged", _("déjà importé")
    REFUSED = "refused", _("refusé")
    RETIRED = "retired", _("retiré")


class AccountingFileQuerySet(models.QuerySet["AccountingFile"]):
    def live(self) -> "AccountingFileQuerySet":
        """Those whose entries count."""
        return self.filter(state=AccountingState.READ)


class AccountingFile(CompanyModel):
    """An accounting entries file. Its entries count while it is READ: the file that takes its place
    retires it, and nothing is ever added up twice. `first_date` and `last_date` bound the months
    that it covers, whole; a few entries of other years do not stretch them."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("fichier"), max_length=150)
    # Of the entity whose books these are; empty when neither the name nor the company says it.
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    legal_entity = models.ForeignKey(
        LegalEntity, on_delete=models.PROTECT, null=True, related_name="accounting_files"
    )
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=AccountingState.choices,
        default=AccountingState.RECEIVED,
    )
    # Hash of the entries, whatever their order and the dress of the file.
    fingerprint = models.CharField(max_length=64, blank=True)
    # The Parquet files of its lines, and of its spend by third party, in the folder of the facts.
    lines_file = models.CharField(max_length=80, blank=True)
    spend_file = models.CharField(max_length=80, blank=True)
    spend_rows = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField(_("lignes"), default=0)
    entries = models.PositiveIntegerField(_("écritures"), default=0)
    first_date = models.DateField(_("du"), null=True)
    last_date = models.DateField(_("au"), null=True)
    profile = models.JSONField(_("forme du fichier"), default=dict)
    findings = models.JSONField(_("contrôles"), default=list)
    refusal = models.JSONField(_("refus"), default=dict)
    # The file whose entries count instead: the one that replaced it, or that says the same.
    counted_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="stands_for"
    )
    created_by = models.CharField(_("déposé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("déposé le"))
    read_at = models.DateTimeField(_("lu le"), null=True)
    retired_at = models.DateTimeField(_("retiré le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(AccountingFileQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("fichier des écritures")
        verbose_name_plural = _("fichiers des écritures")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AccountingState.values), name="accounting_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AccountingState.READ)
                | (Q(read_at__isnull=False) & ~Q(lines_file="") & Q(last_date__isnull=False)),
                name="accounting_file_read_has_its_lines",
            ),
            models.CheckConstraint(
                condition=~Q(state=AccountingState.RETIRED) | Q(retired_at__isnull=False),
                name="accounting_file_retired_says_when",
            ),
            models.UniqueConstraint(
                fields=["company", "fingerprint"],
                condition=Q(state=AccountingState.READ),
                name="accounting_entries_count_once",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ThirdPartyState(models.TextChoices):
    """What is known of a third party of the books."""

    MATCHED = "matched", _("rattaché")
    DOUBTFUL = "doubtful", _("à confirmer")
    TO_ASK = "to_ask", _("inconnu")
    SET_ASIDE = "set_aside", _("mis de côté")


class ThirdPartyQuerySet(models.QuerySet["ThirdParty"]):
    def unsettled(self) -> "ThirdPartyQuerySet":
        """Those that wait for somebody's word."""
        return self.filter(state__in=(ThirdPartyState.DOUBTFUL, ThirdPartyState.TO_ASK))


class ThirdParty(CompanyModel):
    """A third-party account of the books of an entity (an auxiliary of 401 or 408, or the
    sub-account itself), and the provider that it is. One that looks like a provider is asked about,
    never merged by itself."""

    # Its name in what the books answer (`engine.fec.providers.Provider.key`).
    key = models.TextField()
    siren = models.CharField(_("SIREN de l’entité"), max_length=9, blank=True)
    code = models.CharField(_("compte"), max_length=60)
    label = models.CharField(_("libellé"), max_length=150)
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=ThirdPartyState.choices,
        default=ThirdPartyState.TO_ASK,
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, related_name="third_parties"
    )
    candidate = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("tranché le"), null=True)
    # Empty for a certain match, which nobody had to say.
    settled_by = models.CharField(_("tranché par"), max_length=150, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ThirdPartyQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("compte de tiers (401)")
        verbose_name_plural = _("comptes de tiers (401)")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="third_party_once_per_entity"),
            models.CheckConstraint(
                condition=Q(state__in=ThirdPartyState.values), name="third_party_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ThirdPartyState.MATCHED, provider__isnull=False)
                | (~Q(state=ThirdPartyState.MATCHED) & Q(provider__isnull=True)),
                name="third_party_matched_has_a_provider",
            ),
            models.CheckConstraint(
                condition=~Q(state=ThirdPartyState.DOUBTFUL) | Q(candidate__isnull=False),
                name="third_party_doubtful_has_a_candidate",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class AccountingAnswers(CompanyModel):
    """What the books answer, computed from the files that counted then: `basis` names them. A page
    reads it as it stands; other files make other answers."""

    basis = models.CharField(max_length=64)
    document = models.JSONField(_("réponses"))
    computed_at = models.DateTimeField(_("calculées le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("réponses des écritures")
        verbose_name_plural = _("réponses des écritures")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "basis"], name="accounting_answers_once_per_basis"
            )
        ]

    def __str__(self) -> str:
        return self.basis
