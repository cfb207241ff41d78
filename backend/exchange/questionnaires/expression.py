"""Scoring expressions: the part of FHIRPath that sums and means need, compiled once, when a questionnaire is loaded.

A path such as `%resource.item.where(linkId='q1' or linkId='q2').answer.value.ordinal()` is followed through the
questionnaire itself, so that what is left is a list of question ids; a path that leads to no question, or to one that
has no number, is refused then and there and not found out years later in somebody's scores. What is left over is a
tree of `tracking.questionnaires.scoring`. We tried a complete FHIRPath engine for this first: it took broken
expressions for valid ones and could not add up answers (docs/adr).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*')|(?P<name>[%$]?[A-Za-z_]\w*)|(?P<sign><=|>=|[-+*/=<>().,|{}]))"
)
MOST_STEPS = 120
AGGREGATES = {"sum", "avg", "min", "max", "count"}
VALUES = {"value", "valueInteger", "valueDecimal", "valueCoding", "valueQuantity"}
# How an option's number is reached: the functions of SDC, or the extensions themselves.
ORDINAL = ("ordinal", "weight")
EXTENSIONS = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)


class Unclear(Exception):
    """The expression cannot be followed; the message says what was expected."""


@dataclass(slots=True)
class Line:
    """One item of the questionnaire as paths see it: its id, what lies inside it, and whether it has a number."""

    id: str
    numeric: bool = False
    items: list["Line"] = field(default_factory=list)

    def inside(self) -> Iterator["Line"]:
        for item in self.items:
            yield item
            yield from item.inside()


def compile_score(expression: str, root: Line) -> tuple[dict[str, Any], list[str]]:
    """The tree of `expression` and the ids that it reads; Unclear when it says something that is not understood."""
    parser = _Parser(expression, root)
    tree = parser.comparison()
    if parser.peek() is not None:
        raise Unclear(f"nothing more after the expression, found {parser.peek()!r}")
    asks = list(dict.fromkeys(_ids(tree)))
    if not asks:
        raise Unclear("an expression that reads at least one question")
    return tree, asks


def _ids(tree: Mapping[str, Any]) -> Iterator[str]:
    yield from tree.get("of", ())
    for name in ("if", "then", "else", "a", "b"):
        if name in tree:
            yield from _ids(tree[name])


class _Parser:
    """Recursive descent; each method takes one level of precedence, the loosest first."""

    def __init__(self, text: str, root: Line) -> None:
        if len(text) > 4000:
            raise Unclear("an expression of at most 4,000 characters")
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.steps = 0
        self.root = root

    def peek(self, ahead: int = 0) -> str | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def take(self, wanted: str | None = None) -> str:
        piece = self.peek()
        if piece is None or (wanted is not None and piece != wanted):
            raise Unclear(f"{wanted!r}, found {piece!r}" if wanted else "more, found the end")
        self.at += 1
        if piece in ("+", "-", "*", "/"):
            # Each is a node on top of the one before: whoever walks the tree goes that deep.
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise Unclear(f"an expression of at most {MOST_STEPS} additions, subtractions and so on")
        return piece

    def comparison(self) -> dict[str, Any]:
        tree = self.sum()
        if self.peek() in ("=", "<", ">", "<=", ">="):
            return {"op": self.take(), "a": tree, "b": self.sum()}
        return tree

    def sum(self) -> dict[str, Any]:
        tree = self.product()
        while self.peek() in ("+", "-"):
            tree = {"op": self.take(), "a": tree, "b": self.product()}
        return tree

    def product(self) -> dict[str, Any]:
        tree = self.signed()
        while self.peek() in ("*", "/"):
            tree = {"op": self.take(), "a": tree, "b": self.signed()}
        return tree

    def signed(self) -> dict[str, Any]:
        if self.peek() == "-":
            self.take()
            return {"op": "-", "a": {"num": 0}, "b": self.signed()}
        return self.rounding(self.primary())

    def rounding(self, tree: dict[str, Any]) -> dict[str, Any]:
        while self.peek() == "." and self.peek(1) == "round":
            self.take()
            self.take()
            self.take("(")
            places = int(self.take()) if re.fullmatch(r"[0-4]", self.peek() or "") else 0
            self.take(")")
            tree = {"op": "round", "a": tree, "places": places}
        return tree

    def primary(self) -> dict[str, Any]:
        self.depth += 1
        if self.depth > 40:
            raise Unclear("an expression that is nested less deeply")
        try:
            return self._primary()
        finally:
            self.depth -= 1

    def _primary(self) -> dict[str, Any]:
        piece = self.peek()
        if piece == "(":
            self.take()
            tree = self.comparison()
            self.take(")")
            return tree
        if piece == "{":
            self.take()
            self.take("}")
            return {"op": "none"}
        if piece is not None and piece[0].isdigit():
            return {"num": float(self.take())}
        if piece == "iif":
            return self.choice()
        if piece in ("%resource", "%context", "item", "descendants", "repeat"):
            return self.path()
        raise Unclear(f"%resource, a number or iif(…), found {piece!r}")

    def choice(self) -> dict[str, Any]:
        self.take("iif")
        self.take("(")
        condition = self.comparison()
        self.take(",")
        then = self.comparison()
        otherwise: dict[str, Any] = {"op": "none"}
        if self.peek() == ",":
            self.take()
            otherwise = self.comparison()
        self.take(")")
        return {"op": "iif", "if": condition, "then": then, "else": otherwise}

    def path(self) -> dict[str, Any]:
        """A way from the response to numbers, followed through the questionnaire as it is read."""
        here = [self.root]
        answers = False
        rooted = (self.peek() or "").startswith("%")
        if rooted:
            self.take()
        while not rooted or (self.peek() == "." and self.peek(1) != "round"):
            if rooted:
                self.take(".")
            rooted = True
            step = self.take()
            if not answers and step == "item":
                here = [item for one in here for item in one.items]
            elif not answers and step in ("descendants", "repeat"):
                self.take("(")
                if step == "repeat":
                    self.take("item")
                self.take(")")
                here = [item for one in here for item in one.inside()]
            elif not answers and step == "where":
                wanted = self.where()
                here = [one for one in here if wanted(one.id)]
            elif step == "answer":
                answers = True
            elif answers and (step in VALUES or step in ("ofType", "as", "extension", *ORDINAL)):
                self.value_step(step)
            elif step in AGGREGATES or step == "aggregate":
                return self.ended(self.aggregate(step), here)
            else:
                raise Unclear(
                    "item, where(linkId = …), answer, value, ordinal(), then sum(), avg(), min(), max() or count(), "
                    f"found {step!r}"
                )
        if len(here) != 1:
            raise Unclear(f"sum() or avg() over {len(here)} questions, or a path to one of them")
        return self.ended("one", here)

    def ended(self, op: str, here: list[Line]) -> dict[str, Any]:
        ids = list(dict.fromkeys(one.id for one in here if one.id))
        if not ids:
            raise Unclear("a path that leads to a question of this questionnaire")
        if op != "count":
            named = [one.id for one in here if not one.numeric and not one.items]
            if named:
                raise Unclear(f"questions whose answers are numbers or options with a score; {named[0]} is not one")
            ids = [one.id for one in here if one.numeric]
            if not ids:
                raise Unclear("a path that leads to a question of this questionnaire")
        return {"op": op, "of": ids}

    def value_step(self, step: str) -> None:
        if self.peek() != "(":
            return
        self.take()
        argument = self.take() if self.peek() != ")" else ""
        self.take(")")
        if step == "extension" and argument.strip("'") not in EXTENSIONS:
            raise Unclear("the extension ordinalValue or itemWeight")

    def aggregate(self, step: str) -> str:
        self.take("(")
        if step == "aggregate":
            # The sum as FHIRPath without sum() has to write it; of nothing it is the 0 that it begins at.
            said = "".join(self.take() for _ in range(5))
            if said not in ("$this+$total,0", "$total+$this,0"):
                raise Unclear("aggregate($this + $total, 0), which is a sum")
            step = "total"
        self.take(")")
        return step

    def where(self) -> "_Wanted":
        self.take("(")
        wanted = _Wanted()
        while True:
            self.take("linkId")
            if self.peek() == ".":
                self.take()
                self.take("startsWith")
                self.take("(")
                wanted.starts.append(_word(self.take()))
                self.take(")")
            elif self.peek() == "in":
                self.take()
                self.take("(")
                wanted.ids.add(_word(self.take()))
                while self.peek() == "|":
                    self.take()
                    wanted.ids.add(_word(self.take()))
                self.take(")")
            else:
                self.take("=")
                wanted.ids.add(_word(self.take()))
            if self.peek() != "or":
                break
            self.take()
        self.take(")")
        return wanted


class _Wanted:
    """Which ids a `where(…)` lets through."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.starts: list[str] = []

    def __call__(self, link_id: str) -> bool:
        return link_id in self.ids or any(link_id.startswith(start) for start in self.starts)


def _word(piece: str) -> str:
    if not piece.startswith("'"):
        raise Unclear(f"a linkId in quotes, found {piece!r}")
    return re.sub(r"\\(.)", r"\1", piece[1:-1])


def _tokens(text: str) -> Iterator[str]:
    at = 0
    text = text.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Unclear(f"an expression of FHIRPath, found {text[at : at + 12]!r}")
        at = match.end()
        yield match.group().strip()
