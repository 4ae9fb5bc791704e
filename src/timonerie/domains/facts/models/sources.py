from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope.models import CompanyModel, Reference


class Dimension(models.TextChoices):
    """What a text of a file may name."""

    UNIT = "unit", _("site")
    PROVIDER = "provider", _("prestataire")
    TEAM = "team", _("équipe")
    ACTIVITY = "activity", _("activité")


class Source(CompanyModel):
    """A system or a provider that produces files: its mapping and its cases are its own."""

    name = models.CharField(_("nom"), max_length=100)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
    )
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="source_once")]

    def __str__(self) -> str:
        return self.name


class MappingVersion(CompanyModel):
    """How the columns of a source are read. Never edited: a change is a new version."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="mappings")
    number = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("correspondance"))
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version de correspondance")
        verbose_name_plural = _("versions de correspondance")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="mapping_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} v{self.number}"


class Alias(CompanyModel):
    """What a text of a source's files stands for: « LYO » is the site of Lyon."""

    references = (
        Reference(
            column="target_id",
            to="organisation.Unit",
            where=("dimension", (Dimension.UNIT.value, Dimension.TEAM.value)),
        ),
        Reference(
            column="target_id",
            to="organisation.Provider",
            where=("dimension", (Dimension.PROVIDER.value,)),
        ),
        Reference(
            column="target_id",
            to="sourcing.Activity",
            where=("dimension", (Dimension.ACTIVITY.value,)),
        ),
    )

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="aliases")
    dimension = models.CharField(_("nature"), max_length=10, choices=Dimension.choices)
    text = models.CharField(_("texte du fichier"), max_length=200)
    target_id = models.BigIntegerField(_("désigne"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("équivalence")
        verbose_name_plural = _("équivalences")
        constraints = [
            models.UniqueConstraint(fields=["source", "dimension", "text"], name="alias_once")
        ]

    def __str__(self) -> str:
        return self.text
