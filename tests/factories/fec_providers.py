"""The providers of the company of `fec`: who they are, what they bill, how often, when paid."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`months` are those of its invoices; `cents` the usual amount of one, tax excluded; `spread`
    how much it varies, 0 for a fixed price; `delay` the usual days before payment."""

    code: str
    name: str
    account: str
    account_label: str
    cents: int
    months: tuple[int, ...]
    spread: float = 0.0
    delay: int = 30
    tax: int = 20


EACH = tuple(range(1, 13))
QUARTERLY = (1, 4, 7, 10)
SERVICES, RENT, UPKEEP = ("61100000", "Sous-traitance générale"), ("61320000", "Locations"), (
    "61560000", "Maintenance",
)  # fmt: skip
FEES, STAFF, POWER = ("62260000", "Honoraires"), ("62110000", "Personnel intérimaire"), (
    "60610000", "Énergie",
)  # fmt: skip
FREIGHT, PHONE, CLEANING = ("62410000", "Transports"), ("62600000", "Télécommunications"), (
    "61520000", "Entretien des locaux",
)  # fmt: skip
INSURANCE, GOODS, SUPPLIES = ("61600000", "Assurances"), ("60700000", "Marchandises"), (
    "60640000", "Fournitures administratives",
)  # fmt: skip

PROVIDERS = (
    Provider("F001", "Cabinet Orvault Expertise", *FEES, 1_850_00, EACH),
    Provider("F002", "Paie Horizon", *SERVICES, 2_340_00, EACH),
    Provider("F003", "Infogérance du Ponant", *UPKEEP, 4_900_00, EACH, delay=45),
    Provider("F004", "Foncière des Brotteaux", *RENT, 11_200_00, EACH, delay=5),
    Provider("F005", "SCI Quai de la Fosse", *RENT, 7_450_00, EACH, delay=5),
    Provider("F006", "Immobilière de la Deûle", *RENT, 18_600_00, QUARTERLY, delay=10),
    Provider("F007", "Netclair Lyon", *CLEANING, 1_620_00, EACH),
    Provider("F008", "Netclair Nantes", *CLEANING, 1_180_00, EACH),
    Provider("F009", "Propreté du Nord", *CLEANING, 1_390_00, EACH),
    Provider("F010", "Énergie Atlantique", *POWER, 5_300_00, EACH, 0.25, 20),
    Provider("F011", "Gaz des Vallées", *POWER, 3_100_00, EACH, 0.30, 20),
    Provider("F012", "Télécom Réseau Ouest", *PHONE, 1_240_00, EACH),
    Provider("F013", "Mobiles Pro", *PHONE, 870_00, EACH, 0.05),
    Provider("F014", "Intérim Rhône", *STAFF, 14_500_00, EACH, 0.40, 40),
    Provider("F015", "Intérim Loire", *STAFF, 9_200_00, EACH, 0.45, 40),
    Provider("F016", "Transports Kervella", *FREIGHT, 12_700_00, EACH, 0.20, 55),
    Provider("F017", "Messagerie des Alpes", *FREIGHT, 4_100_00, EACH, 0.20, 50),
    Provider("F018", "Assurances Mutuelles du Lac", *INSURANCE, 21_500_00, (1,), tax=0),
    Provider("F019", "Flotte Auto Assur", *INSURANCE, 3_980_00, QUARTERLY, tax=0),
    Provider("F020", "Maître Delaunay, avocate", *FEES, 3_400_00, (3, 11)),
    Provider("F021", "Étude Garnier, commissaire de justice", *FEES, 310_00, (5,)),
    Provider("F022", "Commissariat Audit Ouest", *FEES, 8_700_00, (4, 10)),
    Provider("F023", "Location Longue Durée Auto", *RENT, 6_230_00, EACH),
    Provider("F024", "Copieurs et Documents", *RENT, 940_00, QUARTERLY),
    Provider("F025", "Gardiennage Vigie", *SERVICES, 3_760_00, EACH),
    Provider("F026", "Logiciel Gestion Cloud", *UPKEEP, 2_150_00, EACH, delay=15),
    Provider("F027", "Ascenseurs de France", *UPKEEP, 1_480_00, QUARTERLY),
    Provider("F028", "Climatisation Service", *UPKEEP, 2_260_00, (2, 8)),
    Provider("F029", "Matières Premières du Sud", *GOODS, 48_000_00, EACH, 0.15, 60),
    Provider("F030", "Composants Européens", *GOODS, 31_500_00, EACH, 0.20, 58),
    Provider("F031", "Emballages Bretons", *GOODS, 8_900_00, EACH, 0.20, 45),
    Provider("F032", "Bureau Papeterie", *SUPPLIES, 420_00, EACH, 0.50),
    Provider("F033", "Outillage Industriel", *SUPPLIES, 1_900_00, (1, 3, 6, 9, 12), 0.60),
    Provider("F034", "Formation et Conseil RH", *FEES, 2_900_00, (2, 6, 9)),
    Provider("F035", "Recrutement Cadres", *FEES, 9_600_00, (5,)),
    Provider("F036", "Médecine du Travail Inter", *SERVICES, 15_300_00, (2,), tax=0),
    Provider("F037", "Déchets et Recyclage", *SERVICES, 1_260_00, EACH, 0.10),
    Provider("F038", "Restaurant Inter-Entreprises", *SERVICES, 5_400_00, EACH, 0.10),
    Provider("F039", "Agence Communication Cap", *FEES, 4_200_00, (4, 9)),
    Provider("F040", "Traiteur Saint-Clair", *SERVICES, 1_750_00, (12,)),
)
