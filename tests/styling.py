"""Which rules of the style sheets hold for a part of a screen, remembered over all programs under test.

That follows from the sheets, and of the part and those around it from their classes, names and states alone.
Textual finds it anew for each part of each program, and again whenever the cursor comes or goes.
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
    by_name = sheet.rules_map
    known: tuple[object, dict[object, _Asked]] | None = sheet.__dict__.get("_asked")
    if known is None or known[0] is not by_name:
        known = sheet.__dict__["_asked"] = by_name, {}
    kind = (type(node), node._id, frozenset(node._classes))
    if (asked := known[1].get(kind)) is None:
        asked = known[1][kind] = _ask(sheet, node)
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
    ("textual.css.stylesheet.Stylesheet.apply", apply),
    ("textual.css.stylesheet.Stylesheet.replace_rules", classmethod(_replace)),
)
"""What of Textual finds it anew, and what takes its place."""
