"""Keys out of bytes: nothing that a terminal may send costs a key that comes after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from screens.shell.keys import KeyReader
from tests.installed import ROOT

KNOWN = {
    b"\r": "enter",
    b"\t": "tab",
    b"\x1b[Z": "shift+tab",
    b"\x1b[A": "up",
    b"\x1bOP": "f1",
    b"\x1b[[A": "f1",
    b"\x1b[21~": "f10",
    b"\x1b[1;5C": "ctrl+right",
    b"\x1b[13u": "enter",
    b"\x06": "ctrl+f",
    b"\x1b5": "alt+5",
    b"\x1b[53;3u": "alt+5",
    b"\x1b0": "alt+0",
}
MALFORMED = (
    b"\x1b[97;1:1u",
    b"\x1b[99999999999u",
    b"\x1b[3;x",
    b"\x1b[?9;9;9;9z",
    b"\x1b[M !!",
    b"\x1b[<x",
    b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    b"\x1b]0;judul\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[201~",
    b"\x1b[12" + b"\x1b[0n",
)


def told(*messages: Message) -> list[str]:
    """Keys by name, letters and pastes as they are."""
    found = []
    for message in messages:
        if isinstance(message, events.Paste):
            found.append(f"paste {message.text}")
        elif isinstance(message, events.Key):
            found.append(message.character or message.key if message.is_printable else message.key)
        else:
            found.append(type(message).__name__)
    return found


@pytest.mark.parametrize(("sent", "name"), KNOWN.items(), ids=map(repr, KNOWN))
def test_keys_come_by_their_names(sent: bytes, name: str) -> None:
    assert told(*KeyReader().feed(sent)) == [name]


def documented() -> Iterator[tuple[bytes, str]]:
    """Each sequence that docs/terminal.md has of a terminal on Windows, and the key that it says it is."""
    table = (ROOT / "docs" / "terminal.md").read_text("utf-8")
    for row in re.findall(r"^\| (.+) \|$", table, re.MULTILINE):
        *programs, meant = row.split("|")[1:]
        if (key := re.fullmatch(r" *`(.+)` *", meant)) is not None:
            for words in re.findall(r"`(.+?)`", "|".join(programs)):
                yield as_bytes(words), key[1]


def as_bytes(words: str) -> bytes:
    """`ESC [11~` and `^H` as a terminal sends them."""
    if words.startswith("^"):
        return bytes([ord(words[1]) ^ 64])
    return words.replace("ESC", "\x1b").replace(" ", "").encode()


def test_what_terminals_on_windows_send_are_the_keys_that_are_documented() -> None:
    found = {}
    for sent, key in documented():
        reader = KeyReader()
        found[sent, key] = told(*reader.feed(sent), *reader.rest())
    assert len(found) > 60
    assert {sent: names for (sent, key), names in found.items() if names != [key]} == {}
    assert told(*KeyReader().feed(b"\x1b[16~a\x1b[22;5~")) == ["a"]  # no function key, and no blank


@pytest.mark.parametrize("sent", MALFORMED, ids=repr)
def test_what_is_no_key_costs_nothing_that_follows(sent: bytes) -> None:
    assert told(*KeyReader().feed(b"a" + sent + b"b\r")) == ["a", "b", "enter"]


@pytest.mark.parametrize("sent", [b"\xe9", b"\x80", b"\xff", b"\xe1\x80"])
def test_bytes_that_are_no_letters_are_shown_as_such(sent: bytes) -> None:
    assert told(*KeyReader().feed(sent + b"b\r")) == ["�", "b", "enter"]


def test_half_a_letter_that_is_never_finished_is_shown_after_a_moment() -> None:
    reader = KeyReader()
    assert told(*reader.feed("é".encode()[:1])) == []
    assert told(*reader.rest()) == ["�"]
    assert told(*reader.feed("é".encode())) == ["é"]


def test_esc_is_a_key_once_nothing_follows_it() -> None:
    reader = KeyReader()
    assert told(*reader.feed(b"\x1b")) == []
    assert told(*reader.rest()) == ["escape"]
    assert told(*reader.rest()) == []
    assert told(*reader.feed(b"\x1b\x1b[A")) == ["escape", "up"]


def test_esc_and_a_letter_that_come_together_are_two_keys() -> None:
    assert told(*KeyReader().feed(b"\x1bab")) == ["escape", "a", "b"]


def test_half_a_sequence_is_left_out_after_a_moment() -> None:
    reader = KeyReader()
    assert told(*reader.feed(b"\x1b[1;")) == []
    assert told(*reader.rest()) == []
    assert told(*reader.feed(b"a")) == ["a"]


def test_a_paste_comes_whole_whatever_is_in_it() -> None:
    text = "baris\rlagi \x1b[A\x1bOP " + "x" * 9000
    assert told(*KeyReader().feed(f"a\x1b[200~{text}\x1b[201~b".encode())) == ["a", f"paste {text}", "b"]


def test_a_paste_without_an_end_does_not_keep_the_keys_for_ever() -> None:
    reader = KeyReader()
    assert told(*reader.feed(b"\x1b[200~abc")) == []
    rests = [told(*reader.rest()) for _ in range(10)]
    assert rests == [*[[]] * 9, ["paste abc"]]
    assert told(*reader.feed(b"a")) == ["a"]


_PIECES = st.one_of(
    st.sampled_from([*KNOWN, *MALFORMED, b"\x1b", b"\x1ba", b"\x1b[<0;3;4M", b"\x1b[200~ab\rc\x1b[201~"]),
    st.text(max_size=6).map(str.encode),
    st.binary(max_size=4),
)


@given(st.lists(_PIECES, max_size=12).map(b"".join), st.data())
def test_however_the_bytes_are_cut_into_reads_the_keys_are_the_same(sent: bytes, data: st.DataObject) -> None:
    whole, cut = KeyReader(), KeyReader()
    at_once = told(*whole.feed(sent), *whole.rest())
    places = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=12)))
    parts = [sent[a:b] for a, b in zip([0, *places], [*places, len(sent)], strict=True)]
    found = [message for part in parts for message in cut.feed(part)]
    assert told(*found, *cut.rest()) == at_once
