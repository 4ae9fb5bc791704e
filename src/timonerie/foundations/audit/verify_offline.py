"""Vérifie une piste d’audit de Timonerie sans Timonerie : Python 3.8 ou plus récent suffit.

    python verify_offline.py piste.jsonl [points-de-controle.jsonl …]

Code de retour : 0 si la piste est intacte, 1 si elle est altérée, 2 si un fichier est illisible.

Chaque événement porte le SHA-256 de l’empreinte précédente et de son contenu en JSON canonique
(RFC 8785). Une valeur personnelle y est remplacée par un engagement (HMAC-SHA-256), dont la clé et
la valeur sont à part et peuvent être effacées. Un point de contrôle donne la racine de Merkle
(RFC 6962) des empreintes des n premiers événements.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from typing import Any, Iterator, List, Sequence, Tuple

GENESIS = "0" * 64
FORMAT = "timonerie-trail-2"
BODY = ("company", "seq", "at", "actor", "user", "act", "object", "detail", "v")
REWRITTEN = (
    "réécrit entre les événements {0} et {seq} :"
    " ce n’est plus la piste du point de contrôle du {at}"
)
CUT = (
    "la piste s’arrête à l’événement {0} alors que le point de contrôle du {at} en"
    " comptait {seq} : fin retirée, ou copie ancienne remise en place"
)
GONE = "valeur personnelle absente sans acte d’effacement"


def canonical(value: Any) -> str:
    """JSON canonique : clés triées en UTF-16, nombres à la façon d’ECMAScript, pas d’espace."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    return number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def number(value: float) -> str:
    if value == 0:
        return "0"
    (digits, exponent), sign = scientific(abs(value)), "-" if value < 0 else ""
    point = exponent + 1
    if 0 < point <= 21:
        whole, rest = digits[:point].ljust(point, "0"), digits[point:]
        return sign + whole + ("." + rest if rest else "")
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    rest = "." + digits[1:] if digits[1:] else ""
    return f"{sign}{digits[0]}{rest}e{exponent:+d}"


def scientific(value: float) -> Tuple[str, int]:
    """Les chiffres les plus courts qui redonnent le nombre, et la puissance de dix du premier."""
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, rest = mantissa.partition(".")
    digits = (whole + rest).lstrip("0")
    first = len(whole) - 1 if whole != "0" else -(len(rest) - len(rest.lstrip("0")) + 1)
    return digits.rstrip("0"), first + int(exponent or 0)


class Tree:
    def __init__(self) -> None:
        self.size = 0
        self.subtrees: List[bytes] = []

    def add(self, leaf: bytes) -> None:
        self.subtrees.append(hashlib.sha256(b"\x00" + leaf).digest())
        self.size += 1
        size = self.size
        while size % 2 == 0:
            right = self.subtrees.pop()
            self.subtrees.append(node(self.subtrees.pop(), right))
            size //= 2

    def root(self) -> str:
        found = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            found = node(left, found)
        return found.hex()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def commit(key: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), value.encode(), hashlib.sha256).hexdigest()


def read(path: str) -> List[Any]:
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    if lines.pop():
        raise ValueError(f"{path} : la dernière ligne est coupée")
    return [parsed(line, f"{path}, ligne {rank}") for rank, line in enumerate(lines, 1)]


def parsed(line: bytes, where: str) -> Any:
    try:
        found = json.loads(line.decode("utf-8"))
        if isinstance(found, dict) and canonical(found).encode() == line:
            return found
    except (ValueError, RecursionError):
        pass
    raise ValueError(f"{where} : ce n’est pas du JSON canonique")


def parts(trail: Sequence[Any]) -> Tuple[Any, List[Any], Any, Any]:
    if len(trail) < 2 or trail[0].get("format") != FORMAT or "head" not in trail[-1]:
        raise ValueError(f"ce fichier n’est pas une piste entière au format {FORMAT}")
    header, *lines, last = trail
    events = [one for one in lines if "hash" in one]
    values = {one["ref"]: (one["key"], one["value"]) for one in lines if "hash" not in one}
    return header, events, values, last["head"]


def seals(event: Any) -> Iterator[Tuple[str, str]]:
    """Les engagements d’un événement, avec leur référence ; le premier format n’en avait pas."""
    if "v" not in event:
        return
    ref, colon, seal = event["actor"].partition(":")
    if colon:
        yield ref, seal
    todo = [event["detail"]]
    while todo:
        value = todo.pop()
        if isinstance(value, dict) and set(value) == {"ref", "seal"}:
            yield value["ref"], value["seal"]
        elif isinstance(value, (dict, list)):
            todo += value.values() if isinstance(value, dict) else value


def verify(trail: Sequence[Any], checkpoints: Sequence[Any] = ()) -> List[Tuple[int, str]]:
    """Les fautes : des couples (numéro d’événement, raison) ; aucune si la piste est intacte."""
    header, events, values, head = parts(trail)
    found, past, wrong, absent = [], [], {}, {}  # type: ignore[var-annotated]
    tree, seq, previous, last_true = Tree(), 0, GENESIS, 0
    waiting = sorted(checkpoints, key=lambda one: (one["seq"], one["at"]))
    for event in events:
        body = canonical({name: event[name] for name in BODY if name in event})
        sealed = hashlib.sha256((event["previous"] + body).encode()).hexdigest()
        if event["seq"] != seq + 1:
            found.append((event["seq"], "numéro manquant"))
        if event["previous"] != previous:
            found.append((event["seq"], "maillon précédent différent"))
        is_known = event["company"] == header["company"] and event.get("v", 2) == 2
        if not is_known or sealed != event["hash"]:
            found.append((event["seq"], "contenu modifié"))
        seq, previous = event["seq"], event["hash"]
        tree.add(previous.encode())
        if event["act"] == "audit.erased":
            for ref in event["detail"].get("refs", ()):
                absent.pop(ref, None)
        for ref, seal in seals(event):
            if ref not in values:
                absent.setdefault(ref, seq)
            elif commit(*values[ref]) != seal:
                wrong.setdefault(ref, seq)
        while waiting and waiting[0]["seq"] <= tree.size:
            one = waiting.pop(0)
            mine = (header["public_id"], tree.size, previous, tree.root())
            if tuple(one[name] for name in ("company", "seq", "hash", "root")) == mine:
                last_true = one["seq"]
            else:
                past.append((one["seq"], REWRITTEN.format(last_true + 1, **one)))
    if tuple(head) != (seq, previous):
        found.append((head[0], "fin de chaîne manquante"))
    kept = [(at, "valeur personnelle modifiée") for at in wrong.values()]
    kept += [(at, GONE) for at in absent.values()]
    past += [(one["seq"], CUT.format(tree.size, **one)) for one in waiting]
    return found + sorted(kept) + past


def main(paths: Sequence[str]) -> int:
    if not paths:
        print(__doc__)
        return 2
    try:
        trail, checkpoints = read(paths[0]), [one for path in paths[1:] for one in read(path)]
        faults = verify(trail, checkpoints)
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"Fichier illisible : {error}")
        return 2
    for seq, reason in faults:
        print(f"événement {seq} : {reason}")
    state = "ALTÉRÉE" if faults else "intacte"
    print(f"piste {state} (lignes : {len(trail)}, points de contrôle : {len(checkpoints)})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
