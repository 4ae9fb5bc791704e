"""The support function that a service or a post belongs to, by its words: a proposal."""

import re

from timonerie.engine.org_charts.headings import plain_words

# Codes of the functions that every company starts with; in this order.
_WORDS: tuple[tuple[str, str], ...] = (
    ("direction", r"pdg|dg|directeur general|directrice generale|president(e)?|gerant(e)?"
     r"|direction generale"),
    ("payroll", r"paie|paye|payroll"),
    ("hr", r"rh|drh|ressources humaines|recrutement|formation|human resources"),
    ("accounting", r"comptab\w+|compta|finance\w*|financi\w+|daf|raf|tresor\w+|controle de gestion"
     r"|controleu\w+ de gestion|facturation|recouvrement"),
    ("legal", r"juridique|juriste|legal|contentieux"),
    ("it", r"informati\w+|dsi|si|it|systemes? d information|developpeu\w+|reseaux?"
     r"|support technique|helpdesk"),
    ("purchasing", r"achats?|acheteu\w+|approvisionnement\w*|purchasing"),
    ("assistance", r"assistan\w+|secretaria?t?\w*|accueil|services generaux|office manager"),
    ("sales", r"commerci\w+|ventes?|marketing|crm|communication|technico commerci\w+"),
    ("quality", r"qualite|qse|qhse|hse|securite|environnement"),
)  # fmt: skip
_FOUND = tuple((code, re.compile(rf"\b(?:{words})\b")) for code, words in _WORDS)


def code_of(*, department: str, title: str) -> str:
    """Code of a function, or nothing. The service says first; two functions in one text say
    nothing."""
    for text in (department, title):
        codes = {code for code, words in _FOUND if words.search(plain_words(text))}
        if len(codes) == 1:
            return codes.pop()
        if codes == {"payroll", "hr"}:
            return "payroll"
    return ""
