"""A demo of an office that closes early on Fridays: nobody is served on another day than the number's."""

import shutil
from pathlib import Path

from loket.demo import office as demo
from loket.desk.opening import open_desk
from loket.store import journal

OWN = Path(__file__).resolve().parents[1] / "eighth" / "kantor"
HOST_NOW = 1_700_000_000_000


def test_the_demo_plays_an_office_with_short_days(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "kantor")
    profile = tmp_path / "kantor" / "offices" / "kabupaten-contoh.toml"
    text = profile.read_text(encoding="utf-8")
    short = text.replace('jumat = ["08.00-11.30", "13.30-16.00"]', 'jumat = ["08.00-10.00"]')
    assert short != text
    profile.write_text(short, encoding="utf-8")
    demo.make(tmp_path / "loket.db", str(tmp_path / "kantor"), host_now=HOST_NOW)
    desk = open_desk(tmp_path / "loket.db", clock=lambda: HOST_NOW)
    with desk.store.read() as conn:
        assert journal.verify_chain(conn) is None
    desk.store.close()
