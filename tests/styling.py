"""The style sheets, read once for all programs under test, and which of their rules hold for a part.

Each program reads the same sheets of Textual and Loket, in few orders. Which rules hold follows from these,
and of the part and those around it from their classes, names and states alone. Textual finds it anew for
each part of each program, and again whenever the cursor comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from textual.css.model import RuleSet
from textual.css.styles import RenderStyles, RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

Rules = RulesMap | None
"""None where Textual leaves the part's styles as they are."""
_HAS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
_APPLY, _REPLACE = Stylesheet.apply, Stylesheet.replace_rules


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rules that may hold for a part or within it, by a number, and the states that these ask for."""

    number: int
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The rules that hold for a part, what they look at, and those of each of its `COMPONENT_CLASSES`."""

    rules: Rules
    has: tuple[bool, ...]
    within: dict[str, Rules]


@dataclass(frozen=True, slots=True)
class _Read:
    """The rules of sheets that were read together, also by the names in them; and what was asked of them."""

    rules: list[RuleSet]
    by_name: dict[str, list[RuleSet]]
    asked: dict[object, _Asked]


_PARSE, _PARSE_RULES = Stylesheet.parse, Stylesheet._parse_rules
_SHEETS: dict[tuple[object, ...], list[RuleSet]] = {}
_RULES: dict[tuple[object, ...], list[RuleSet]] = {}
_READ: dict[int, _Read] = {}
"""By the id of the list of rules, which it keeps."""


def parse(sheet: Stylesheet) -> None:
    """In place of Textual's."""
    if sheet._invalid_css:
        _PARSE(sheet)
        return
    key = (_variables(sheet), *sheet.source.items())
    if key not in _SHEETS:
        _PARSE(sheet)
        _SHEETS[key] = sheet._rules
    sheet._rules, sheet._require_parse, sheet._rules_map = _SHEETS[key], False, None


def parse_rules(sheet: Stylesheet, *asked: Any, **named: Any) -> list[RuleSet]:
    """In place of Textual's, of one sheet."""
    key = (_variables(sheet), *asked, *sorted(named.items()))
    if key not in _RULES:
        _RULES[key] = _PARSE_RULES(sheet, *asked, **named)
    return _RULES[key]


def _variables(sheet: Stylesheet) -> tuple[object, ...]:
    return tuple(sorted(sheet._variables.items()))


def _read(sheet: Stylesheet) -> _Read:
    rules = sheet.rules
    if (read := _READ.get(id(rules))) is None:
        by_name: dict[str, list[RuleSet]] = {}
        for rule in rules:
            for name in rule.selector_names:
                by_name.setdefault(name, []).append(rule)
        read = _READ[id(rules)] = _Read(rules, by_name, {})
    return read


def by_name(sheet: Stylesheet) -> dict[str, list[RuleSet]]:
    """In place of Textual's."""
    return _read(sheet).by_name


_NUMBERS: dict[tuple[object, ...], int] = {}
_FOUND: dict[tuple[object, ...], _Found] = {}
_looking: dict[int, RulesMap] | None = None
"""While Textual looks: what it has found, by the part's id."""


def apply(
    sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[Any, Any] | None = None
) -> None:
    """In place of Textual's."""
    if _looking is not None:
        _APPLY(sheet, node, animate=animate)
        return
    asked = _asked(sheet, node)
    place = (asked.number, *_around(node, asked.states))
    found = _FOUND.get(place)
    if found is None:
        _FOUND[place] = _look(sheet, node, animate)
        return
    for name, value in zip(_HAS, found.has, strict=True):
        setattr(node, name, value)
    if found.rules is not None:
        if animate or node.__dict__.get("_held") is not found.rules:
            sheet.replace_rules(node, found.rules, animate=animate)
        else:
            node.notify_style_update()
    if found.within:
        _draw_within(sheet, node, found.within)


def _around(node: DOMNode, states: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """All that a rule can ask of a part and of those around it, from within."""
    part: object = node
    while isinstance(part, DOMNode):
        holds = tuple([part.has_pseudo_class(state) for state in states]) if states else ()
        yield (type(part), part._id, frozenset(part._classes), holds)
        part = part._parent


def _asked(sheet: Stylesheet, node: DOMNode) -> _Asked:
    known = _read(sheet).asked
    kind = (type(node), node._id, frozenset(node._classes))
    if (asked := known.get(kind)) is None:
        asked = known[kind] = _ask(sheet, node)
    return asked


def _ask(sheet: Stylesheet, node: DOMNode) -> _Asked:
    within = sorted(node._get_component_classes())
    may_hold = [_may_hold(sheet, names) for names in (node._selector_names, *map(_names_within, within))]
    key = tuple(tuple(map(id, rules)) for rules in may_hold)
    states = {state for rules in may_hold for rule in rules for state in rule.pseudo_classes}
    return _Asked(_NUMBERS.setdefault(key, len(_NUMBERS)), tuple(sorted(states)))


def _may_hold(sheet: Stylesheet, names: set[str]) -> list[RuleSet]:
    rules = {rule for name in sheet.rules_map.keys() & names for rule in sheet.rules_map[name]}
    _KEPT.update(rules)
    return list(filter(rules.__contains__, sheet.rules))


_KEPT: set[RuleSet] = set()
"""So that no other ever has the id of one that is known."""


@cache
def _names_within(name: str) -> set[str]:
    return DOMNode(classes=name)._selector_names


def _look(sheet: Stylesheet, node: DOMNode, animate: bool) -> _Found:
    """Have Textual apply the sheets, and remember what it found."""
    global _looking
    _looking = {}
    try:
        _APPLY(sheet, node, animate=animate)
        within = {name: _looking.get(id(styles.node)) for name, styles in node._component_styles.items()}
        return _Found(_looking.get(id(node)), tuple(getattr(node, name) for name in _HAS), within)
    finally:
        _looking = None


def _replace(sheet: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
    if _looking is not None:
        _looking[id(node)] = rules
    node.__dict__["_held"] = None if animate else rules
    _REPLACE(node, rules, animate)


def _draw_within(sheet: Stylesheet, node: DOMNode, within: dict[str, Rules]) -> None:
    """Give what the part draws within its styles; where these stay, so does what has them."""
    before, now, anew = node._component_styles, dict[str, RenderStyles](), False
    for name, rules in within.items():
        styles = before.get(name)
        if styles is None or styles.node is None or styles.node.__dict__.get("_held") is not rules:
            inner = DOMNode(classes=name)
            inner._attach(node)
            if rules is not None:
                sheet.replace_rules(inner, rules)
            anew = anew or styles != inner.styles
            styles = inner.styles
        now[name] = styles
    before.clear()
    before.update(now)
    if anew:
        node.refresh()


FOUND_ONCE = (
    ("textual.css.stylesheet.Stylesheet.parse", parse),
    ("textual.css.stylesheet.Stylesheet._parse_rules", parse_rules),
    ("textual.css.stylesheet.Stylesheet.rules_map", property(by_name)),
    ("textual.css.stylesheet.Stylesheet.apply", apply),
    ("textual.css.stylesheet.Stylesheet.replace_rules", classmethod(_replace)),
)
"""What of Textual finds it anew, and what takes its place."""
