"""`loket printer`, and what a kiosk or board is started with: what fails says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loket.cli import run
from loket.cli.device_key import KEY
from loket.cli.opened import opened
from loket.desk.papers import printing
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from tests.desk.editions import edit
from tests.desk.karimun import open_karimun

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An office whose Loket 2 has a printer in the network that is switched off, and everybody else none."""
    monkeypatch.setattr(printing, "queues", lambda: ("tiket",))
    karimun = open_karimun(tmp_path)
    edit(
        karimun.desk,
        ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nprinter = "tcp:127.0.0.1:1"'),
        ("[pengaturan]", '[pengaturan]\nprinter = "berkas"'),
    )
    karimun.desk.store.close()
    return str(karimun.desk.store.path)


def test_where_counters_print_and_what_there_is_to_choose(data: str, capsys: Printed) -> None:
    assert run(["printer", "tampil", "--data", data]) == 0
    told = capsys.readouterr().out
    assert "   2  Loket 2 Pendaftaran · tcp:127.0.0.1:1\n" in told
    assert "   1  Loket 1 · printer bawaan komputer\n" in told
    assert "   -  Yang tidak duduk di loket · berkas\n" in told
    assert "antrean di komputer ini: tiket\n" in told
    run(["printer", "tampil", "--json", "--data", data])
    assert json.loads(capsys.readouterr().out)[-1]["printer"] == "cups:tiket"


def test_a_page_that_is_not_printed_is_said_in_words(data: str, capsys: Printed) -> None:
    assert run(["printer", "uji", "2", "--data", data]) == 1
    assert "Printer 127.0.0.1 tidak menjawab. Periksa daya dan kabelnya" in capsys.readouterr().err
    assert run(["printer", "uji", "--data", data]) == 1
    assert "Di sini surat tidak dicetak." in capsys.readouterr().err
    assert run(["printer", "uji", "9", "--data", data]) == 2
    assert "Loket “9” tidak ada; yang ada: 1, 2" in capsys.readouterr().err
    assert run(["printer", "uji", "--ke", "usb:1", "--data", data]) == 2
    assert "bukan letak printer" in capsys.readouterr().err


@pytest.mark.parametrize("printer", ["usb:1", "terminal"])
def test_a_kiosk_says_before_it_begins_that_it_cannot_print_there(
    printer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["kios", "--printer", printer]) == 2
    assert "Seharusnya: cups:NAMA-ANTREAN, tcp:ALAMAT:9100, atau berkas" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "app"), [("kios", "kiosk.KioskApp"), ("papan", "board.BoardApp")])
def test_what_stands_in_the_hall_says_before_its_screen_that_its_key_opens_nothing(
    command: str, app: str, data: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"loket.cli.{'kiosk' if command == 'kios' else 'board'}.needs_terminal", lambda: None)
    monkeypatch.setattr(f"screens.hall.{app}.run", lambda _: print("LAYAR"))
    with opened(Path(data)) as desk:
        good, old = (devices.give(desk, None, DeviceKind(command), name) for name in ("Satu", "Lama"))
        devices.revoke(desk, None, old.device)
        voice = devices.give(desk, None, DeviceKind.VOICE, "Suara")
    lapsed = f"Kunci {command} ini tidak berlaku: salah ketik, atau sudah dicabut."
    for key, told in (
        (old.key, lapsed),
        ("AAAAA", lapsed),
        (voice.key, f"Ini kunci suara, yang tetap berlaku untuk loket suara; bukan kunci {command}."),
    ):
        monkeypatch.setenv(KEY, key)
        assert run([command, "--data", data]) == 1
        said = capsys.readouterr()
        assert (told in said.err, said.out) == (True, "")
    monkeypatch.setenv(KEY, good.key)
    assert run([command, "--data", data]) == 0
    gone = str(Path(data).with_name("belum.db"))
    assert run([command, "--data", gone]) == 0  # it tells by itself, and goes on once it can be read
    assert capsys.readouterr().out == "LAYAR\nLAYAR\n"
