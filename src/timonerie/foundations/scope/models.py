import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope import current

M = TypeVar("M", bound="ScopedModel")


class Company(models.Model):
    """One client group with its legal entities: the tenant. Companies never see each other."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    zone = models.CharField(_("fuseau horaire"), max_length=60, default="Europe/Paris")
    fiscal_month = models.PositiveSmallIntegerField(_("premier mois de l’exercice"), default=1)
    created_at = models.DateTimeField(_("créée le"))

    class Meta:
        verbose_name = _("société")
        verbose_name_plural = _("sociétés")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fiscal_month__gte=1, fiscal_month__lte=12),
                name="company_fiscal_month_is_a_month",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScopedManager(models.Manager[M]):
    """Answers for the current company only; raises `ScopeMissing` without one."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows: models.QuerySet[M] = super().get_queryset()
        restriction = current.restriction()
        return rows if restriction is None else rows.filter(company_id=restriction)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """`bulk_create`, with the current company written on the rows that have none."""
        rows = list(objs)
        for row in rows:
            row.set_company()
        created: list[M] = super().bulk_create(rows, *args, **kwargs)
        return created


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A column that holds the number of a row of `to` without a foreign key, which would look up
    between layers or has several targets: `where` a column has one of some values, if given."""

    column: str
    to: str
    where: tuple[str, tuple[str, ...]] | None = None

    @property
    def target(self) -> type[models.Model]:
        return apps.get_model(self.to)

    @property
    def name(self) -> str:
        """The column, with the target where it is one of several."""
        return f"{self.column}_{self.target.__name__.lower()}" if self.where else self.column

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.where[0]) if self.where else (self.column,)


class ScopedModel(models.Model):
    """A row that belongs to one company; saved with the current one when none was given."""

    references: ClassVar[tuple[Reference, ...]] = ()

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_company()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.set_company()
        return super().delete(*args, **kwargs)

    def set_company(self) -> None:
        """Write the current company on a row that has none yet.

        Raises:
            ScopeMissing: outside a company, or inside another one than the row's.
        """
        own = current.current_id()
        company_id: int | None = self.company_id
        if company_id is None:
            self.company_id = own
        elif company_id != own:
            raise current.ScopeMissing("cette ligne est d’une autre société que celle en cours")


class CompanyModel(ScopedModel):
    """A row of a company that has an address: it is known outside by its random identifier."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True
