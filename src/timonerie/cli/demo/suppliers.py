"""The invented providers. Their SIREN pass the check key and start with zeros."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContactPlan:
    name: str
    role: str
    email: str


@dataclass(frozen=True)
class ProviderPlan:
    code: str
    name: str
    siren: str
    trade: str
    contacts: tuple[ContactPlan, ...]


ACCOUNTING = ProviderPlan(
    "ORVANNE",
    "Cabinet Orvanne-Thiau",
    "000000042",
    "Expertise comptable",
    (
        ContactPlan("Solène Orvanne", "Associée", "s.orvanne@orvanne-thiau.example"),
        ContactPlan("Bastien Grolier", "Chef de mission", "b.grolier@orvanne-thiau.example"),
    ),
)
PAYROLL = ProviderPlan(
    "SOLDE",
    "Solde & Clarté",
    "000000059",
    "Paie",
    (
        ContactPlan("Inès Daubremont", "Responsable de compte", "i.daubremont@solde.example"),
        ContactPlan("Rachid Mellouki", "Gestionnaire de paie", "r.mellouki@solde.example"),
    ),
)
IT = ProviderPlan(
    "KERLUNE",
    "Kerlune Infogérance",
    "000000067",
    "Informatique",
    (ContactPlan("Gwendal Kerlune", "Responsable de service", "g.kerlune@kerlune.example"),),
)
HR = ProviderPlan(
    "RIVELAINE",
    "Rivelaine RH",
    "000000075",
    "Ressources humaines",
    (ContactPlan("Apolline Rivelaine", "Directrice de mission", "a.rivelaine@rivelaine.example"),),
)
LEGAL = ProviderPlan(
    "FILANDRE",
    "Filandre Juridique",
    "000000083",
    "Droit des affaires",
    (ContactPlan("Octave Filandre", "Avocat référent", "o.filandre@filandre.example"),),
)
ASSISTANT = ProviderPlan(
    "TOURNESAC",
    "Tournesac Assistance",
    "000000091",
    "Assistanat et accueil",
    (ContactPlan("Lila Tournesac", "Coordinatrice", "l.tournesac@tournesac.example"),),
)
PROVIDERS = (ACCOUNTING, PAYROLL, IT, HR, LEGAL, ASSISTANT)
