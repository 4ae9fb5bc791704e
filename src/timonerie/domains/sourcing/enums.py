"""The words of sourcing: what is known of an activity, the grid, the statement of work, offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ValueField(models.TextChoices):
    """What is known of an activity beside its name, for the company or for one site."""

    YEARLY_VOLUME = "yearly_volume", _("volume par an")
    SEASONALITY = "seasonality", _("saisonnalité")
    YEARLY_COST = "yearly_cost", _("coût par an")
    HEADS = "heads", _("personnes qui la font")
    TOOLS = "tools", _("outils")
    DATA = "data", _("données traitées")
    CONFIDENTIALITY = "confidentiality", _("confidentialité")
    OUR_DEADLINE = "our_deadline", _("échéance de nos entrées")
    THEIR_DEADLINE = "their_deadline", _("échéance du rendu")
    FREQUENCY = "frequency", _("fréquence")


class Origin(models.TextChoices):
    """Where a value comes from."""

    CATALOGUE = "catalogue", _("catalogue de Timonerie")
    BOOKS = "books", _("comptes (FEC)")
    PAYROLL = "payroll", _("paie (DSN)")
    CONTRACT = "contract", _("contrat")
    LIST = "list", _("fichier")
    SITE = "site", _("repris d’un autre site")
    MEMBER = "member", _("saisi ici")


class Certainty(models.TextChoices):
    """How sure a value is, the surest first."""

    MEASURED = "measured", _("mesuré")
    DECLARED = "declared", _("déclaré")
    ESTIMATED = "estimated", _("estimé")
    PROPOSED = "proposed", _("proposé, à confirmer")


class DataKind(models.TextChoices):
    """What data an activity handles."""

    STAFF = "staff", _("salariés")
    CANDIDATES = "candidates", _("candidats")
    HEALTH = "health", _("santé")
    CUSTOMERS = "customers", _("clients")
    SUPPLIERS = "suppliers", _("fournisseurs")
    BANK = "bank", _("comptes bancaires")
    ACCOUNTS = "accounts", _("comptes de la société")
    SECRETS = "secrets", _("secrets des affaires")
    ACCESSES = "accesses", _("accès et mots de passe")


class Confidentiality(models.IntegerChoices):
    """What a leak of the data of an activity would do."""

    OPEN = 1, _("1 : sans conséquence")
    INTERNAL = 2, _("2 : interne")
    CONFIDENTIAL = 3, _("3 : confidentiel")
    SECRET = 4, _("4 : secret")


class Reading(models.TextChoices):
    """The two questions that a grid answers apart."""

    KEEP = "keep", _("Garder ?")
    GUARD = "guard", _("Serrer ?")


class Verdict(models.TextChoices):
    """What a grid proposes; a person decides."""

    CORE = "core", _("cœur : à garder")
    HYBRID = "hybrid", _("hybride : décidé ici, exécuté dehors")
    DELEGABLE = "delegable", _("délégable")
    RESERVE = "reserve", _("délégable sous réserve")


class Hold(models.TextChoices):
    """How tightly what is entrusted is held: contract, controls, reports."""

    LIGHT = "light", _("tenue légère")
    NORMAL = "normal", _("tenue normale")
    TIGHT = "tight", _("à serrer")


class Veto(models.TextChoices):
    """What stays inside whatever the score."""

    COMMIT = "commit", _("engager la société")
    PAY = "pay", _("payer")
    SANCTION = "sanction", _("sanctionner")
    CONTROL = "control", _("contrôler")
    ARBITRATE = "arbitrate", _("arbitrer")


class Choice(models.TextChoices):
    """What people decide of an activity."""

    KEEP = "keep", _("garder")
    SHARE = "share", _("garder la décision, confier l’exécution")
    ENTRUST = "entrust", _("confier")
    TAKE_BACK = "take_back", _("reprendre")
    WAIT = "wait", _("ne pas décider encore")


class Benefit(models.TextChoices):
    """What a decision promises."""

    COST = "cost", _("coût par an")
    DELAY = "delay", _("délai")
    ERRORS = "errors", _("erreurs")
    HOURS = "hours", _("heures libérées par an")


class CostSide(models.TextChoices):
    """The three ways of doing an activity that are costed."""

    MAKE = "make", _("faire")
    BUY = "buy", _("confier")
    TAKE_BACK = "take_back", _("reprendre")


class CostKind(models.TextChoices):
    """The lines of a cost, the hidden ones among them."""

    PAY = "pay", _("temps de nos équipes")
    TOOLS = "tools", _("outils et locaux")
    PRICE = "price", _("prix du prestataire")
    STEERING = "steering", _("temps de pilotage")
    DOUBLE_CHECK = "double_check", _("doubles contrôles")
    TRANSITION = "transition", _("transition")
    EXIT = "exit", _("sortie et réversibilité")
    RECRUITMENT = "recruitment", _("recrutement et formation")
    OVERLAP = "overlap", _("période en double")
    OTHER = "other", _("autre")


class Recurrence(models.TextChoices):
    YEARLY = "yearly", _("par an")
    ONCE = "once", _("une fois")


class LineKind(models.TextChoices):
    """What a line of a statement of work is: each becomes an object at signature."""

    TEXT = "text", _("texte")
    SITE = "site", _("site")
    SCOPE = "scope", _("dans le périmètre")
    EXCLUSION = "exclusion", _("hors du périmètre")
    PROCESS = "process", _("processus")
    INTERFACE = "interface", _("interface")
    VOLUME = "volume", _("volume et bandes")
    INPUT = "input", _("entrée attendue")
    DELIVERABLE = "deliverable", _("livrable")
    SERVICE_LEVEL = "service_level", _("niveau de service")
    INDICATOR = "indicator", _("indicateur")
    REPORT = "report", _("rapport attendu")
    GOVERNANCE = "governance", _("instance")
    SECURITY = "security", _("mesure de sécurité")
    PRIVACY = "privacy", _("mesure RGPD")
    TEAM = "team", _("équipe")
    CONTINUITY = "continuity", _("continuité")
    TRANSITION = "transition", _("étape de transition")
    REVERSIBILITY = "reversibility", _("réversibilité")
    PRICE = "price", _("prix unitaire")
    CRITERION = "criterion", _("critère de choix")
    ANNEX = "annex", _("annexe")


class Side(models.TextChoices):
    """Who owes something."""

    OURS = "ours", _("nous")
    THEIRS = "theirs", _("le prestataire")


class OfferState(models.TextChoices):
    INVITED = "invited", _("invitée")
    DRAFT = "draft", _("en cours de réponse")
    SENT = "sent", _("remise")
    WITHDRAWN = "withdrawn", _("retirée")
    CHOSEN = "chosen", _("retenue")
    DECLINED = "declined", _("écartée")


class Conformity(models.TextChoices):
    """How an offer answers a line."""

    YES = "yes", _("conforme")
    PARTLY = "partly", _("conforme en partie")
    NO = "no", _("non conforme")
    SILENT = "", _("sans réponse")
