"""What refuses a file: a code, a place and a remedy; never a piece of the file."""


class Malformed(Exception):
    """The file is not a DSN as it should be; `remedy` is a French sentence, `line` counts from 1.

    A line that cannot be read may hold anything: it is never quoted.
    """

    def __init__(self, code: str, remedy: str, *, line: int | None = None) -> None:
        super().__init__(f"{code} : {remedy}")
        self.code = code
        self.remedy = remedy
        self.line = line


def not_a_dsn() -> Malformed:
    return Malformed(
        "DSN-01",
        "Le fichier ne commence pas par l’en-tête d’une DSN (rubrique S10.G00.00). Déposez le "
        "fichier tel que le logiciel de paie l’a envoyé, sans l’ouvrir dans un tableur.",
        line=1,
    )


def cut_short(line: int) -> Malformed:
    return Malformed(
        "DSN-01",
        f"Le fichier s’arrête à la ligne {line} sans son total (rubrique S90.G00.90) : il est "
        "coupé. Demandez de nouveau le fichier entier à la paie.",
        line=line,
    )


def wrong_count(line: int, *, said: str, found: int) -> Malformed:
    return Malformed(
        "DSN-02",
        f"Le total du fichier annonce {said} rubriques et il en a {found} : des lignes manquent "
        "ou ont été ajoutées. Demandez de nouveau le fichier d’origine.",
        line=line,
    )


def wrong_declarations(line: int, *, said: str, found: int) -> Malformed:
    return Malformed(
        "DSN-02",
        f"Le total du fichier annonce {said} déclarations et il en a {found}. Demandez de nouveau "
        "le fichier d’origine.",
        line=line,
    )


def not_a_line(line: int) -> Malformed:
    return Malformed(
        "DSN-03",
        f"La ligne {line} n’a pas la forme d’une rubrique et de sa valeur entre apostrophes. "
        "Exportez de nouveau le fichier, sans le modifier.",
        line=line,
    )


def too_wide(line: int) -> Malformed:
    return Malformed(
        "DSN-03",
        f"La ligne {line} dépasse 512 caractères, ce qu’une DSN ne fait jamais. Exportez de "
        "nouveau le fichier, sans le modifier.",
        line=line,
    )


def out_of_order(line: int, *, block: str, parent: str) -> Malformed:
    return Malformed(
        "DSN-03",
        f"À la ligne {line}, le bloc {block} n’est pas à sa place : il doit suivre un bloc "
        f"{parent}. Demandez de nouveau le fichier d’origine.",
        line=line,
    )


def after_the_end(line: int) -> Malformed:
    return Malformed(
        "DSN-03",
        f"La ligne {line} vient après le total du fichier. Déposez un envoi par fichier.",
        line=line,
    )


def missing(line: int, *, rubrique: str) -> Malformed:
    return Malformed(
        "DSN-06",
        f"La rubrique {rubrique} manque au bloc de la ligne {line}, ou n’a pas sa forme : sans "
        "elle, on ne sait ni de qui ni de quel mois il s’agit. Demandez de nouveau le fichier.",
        line=line,
    )


def wrong_date(line: int, *, rubrique: str) -> Malformed:
    return Malformed(
        "DSN-07",
        f"La date du bloc de la ligne {line} (rubrique {rubrique}) n’existe pas ou n’est pas "
        "écrite JJMMAAAA. Faites-la corriger dans le logiciel de paie, puis déposez le fichier.",
        line=line,
    )


def wrong_number(line: int, *, rubrique: str) -> Malformed:
    return Malformed(
        "DSN-07",
        f"Le nombre du bloc de la ligne {line} (rubrique {rubrique}) ne s’écrit pas comme 151.67. "
        "Faites-le corriger dans le logiciel de paie, puis déposez le fichier.",
        line=line,
    )


def too_long(most: int) -> Malformed:
    return Malformed(
        "DSN-10",
        f"Le fichier a plus de {most} lignes, c’est la limite. Déposez une déclaration par "
        "fichier.",
        line=most,
    )
