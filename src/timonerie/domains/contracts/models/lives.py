"""What happens to a contract: approved as it stands, amended, suspended."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.foundations.scope.models import CompanyModel


class ContractApproval(CompanyModel):
    """A contract as somebody approved it: the canonical document and its SHA-256. The database
    refuses to change one. `blockers` lists what was known to be missing, as sentences."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="approvals")
    number = models.PositiveIntegerField(_("approbation"))
    document = models.JSONField(_("contenu"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    blockers = models.JSONField(_("réserves"), default=list)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    approved_by = models.CharField(_("approuvé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    approved_at = models.DateTimeField(_("approuvé le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("approbation d’un contrat")
        verbose_name_plural = _("approbations des contrats")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="contract_approval_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number}"


class _Appended(CompanyModel):
    """Said once, then cancelled rather than changed or deleted."""

    added_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    added_at = models.DateTimeField(_("noté le"))
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        abstract = True


class ContractAmendment(_Appended):
    """What changes from a day on. `changes` holds fields of the contract as texts, those of
    `rules.amending.FIELDS`: {"notice": "2 months"}. None changes no date: a price, a site."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="amendments")
    effect_date = models.DateField(_("prend effet le"))
    title = models.CharField(_("objet"), max_length=200)
    changes = models.JSONField(_("ce qui change"), default=dict)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(_Appended.Meta):
        verbose_name = _("avenant")
        verbose_name_plural = _("avenants")
        indexes = [models.Index(fields=["contract", "effect_date"], name="amendment_in_order")]

    def __str__(self) -> str:
        return self.title


class ContractSuspension(_Appended):
    """Days on which a contract does not run, both included: they push its end by as many."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="suspensions")
    first_date = models.DateField(_("du"))
    last_date = models.DateField(_("au"))
    note = models.CharField(_("motif"), max_length=500, blank=True)

    class Meta(_Appended.Meta):
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="suspension_ends_after_its_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_date} – {self.last_date}"
