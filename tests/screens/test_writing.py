"""What was typed is written in its order, and until the database takes it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from loket.desk.words.trouble import database_trouble
from loket.flow.acts import Refused, Why
from loket.store.errors import StoreBusy
from screens.shell.writing import Write, WriteQueue

BUSY = StoreBusy(Path("loket.db"))


class Book:
    """Writes what it is given, once it is free."""

    def __init__(self, busy: int = 0) -> None:
        self.busy = busy
        self.written: list[str] = []
        self.refused: dict[str, Exception] = {}
        self.queue = WriteQueue(database_trouble)

    def put(self, word: str, *, lasting: bool = True, rule: Exception | None = None) -> None:
        def answered(_: Any, error: Exception | None) -> None:
            if error is not None:
                self.refused[word] = error

        self.queue.put(Write(partial(self._write, word, rule), answered, lasting))

    def _write(self, word: str, rule: Exception | None) -> None:
        if self.busy:
            self.busy -= 1
            raise BUSY
        if rule is not None:
            raise rule
        self.written.append(word)

    def work(self) -> Exception | None:
        assert self.queue.begin()
        return self.queue.work()


def test_what_was_typed_waits_for_the_database_and_keeps_its_order() -> None:
    book = Book(busy=2)
    for word in ("satu", "dua", "tiga"):
        book.put(word)
    assert book.work() is book.work() is BUSY
    assert (book.written, book.queue.left) == ([], 3)
    assert book.work() is None
    assert (book.written, book.refused) == (["satu", "dua", "tiga"], {})
    assert not book.queue.begin()


def test_an_act_behind_what_could_not_be_written_is_refused_and_never_done_later() -> None:
    book = Book(busy=1)
    book.put("isian")
    book.put("teruskan", lasting=False)
    book.put("isian lain")
    assert book.work() is BUSY
    assert book.refused == {"teruskan": BUSY}
    assert book.work() is None
    assert book.written == ["isian", "isian lain"]


def test_a_rule_s_refusal_is_told_and_holds_nothing_up() -> None:
    book, rule = Book(), Refused(Why.ENDED)
    book.put("isian", rule=rule)
    book.put("isian lain")
    assert book.work() is None
    assert (book.written, book.refused) == (["isian lain"], {"isian": rule})


def test_only_one_works_at_a_time() -> None:
    book = Book()
    book.put("satu")
    assert book.queue.begin()
    assert not book.queue.begin()
    book.put("dua")
    assert book.queue.work() is None
    assert book.written == ["satu", "dua"]


def test_at_the_end_it_is_tried_some_times_and_what_is_lost_is_counted() -> None:
    book = Book(busy=2)
    book.put("satu")
    assert book.queue.finish(3, pause=0) == 0
    assert book.written == ["satu"]
    book.busy = 9
    book.put("dua")
    book.put("tiga")
    assert book.queue.finish(3, pause=0) == 2
    assert (book.busy, book.queue.finish(0)) == (6, 2)


def test_what_a_thread_was_to_write_that_never_began_is_written_at_the_end() -> None:
    book = Book()
    book.put("satu")
    assert book.queue.begin()
    assert book.queue.finish(1) == 0
    assert book.written == ["satu"]
