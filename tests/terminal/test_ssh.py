"""A counter by SSH: a station's key opens the program there, and nothing else of the computer."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from loket.desk.people import sessions
from tests.installed import ROOT
from tests.screens.house import PASSWORD, House
from tests.stories.terminal import PATIENCE, Terminal, terminal

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
CI = "CI" in os.environ
SNIPPET = (ROOT / "packaging" / "sshd.conf").read_text("utf-8")
ACCOUNT = pwd.getpwuid(os.geteuid()).pw_name
PRIVILEGES = Path("/run/sshd")
"""Where an sshd that root starts wants to have a folder."""

pytestmark = pytest.mark.skipif(SSHD is None and not CI, reason="no sshd here")


class Ssh:
    """An sshd by the file that comes with the program, for the tests' account, with a station's key."""

    def __init__(self, folder: Path, house: House) -> None:
        self.folder = folder
        folder.mkdir()
        self._port = _free_port()
        for key in ("host", "key"):
            _do("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key)
        opens = f"cd / && PYTHONPATH={ROOT} {sys.executable} -m loket --data {house.path} --stasiun 2"
        public = (folder / "key.pub").read_text("ascii")
        (folder / "keys").write_text(f'restrict,pty,command="{opens}" {public}', "utf-8")
        given = SNIPPET.replace("Match User loket", f"Match User {ACCOUNT}")
        (folder / "sshd.conf").write_text(
            f"ListenAddress 127.0.0.1:{self._port}\nHostKey {folder / 'host'}\nPidFile none\nUsePAM no\n"
            f"StrictModes no\nPermitRootLogin forced-commands-only\nSubsystem sftp internal-sftp\n"
            f"{given.replace('/etc/loket/kunci-ssh', str(folder / 'keys'))}"
        )
        if os.geteuid() == 0:
            PRIVILEGES.mkdir(0o755, exist_ok=True)  # and it stays: another process of the tests may need it
        assert SSHD is not None
        with (folder / "log").open("wb") as log:
            self._daemon = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd.conf"], stderr=log)
        self._until_it_listens()

    def _until_it_listens(self) -> None:
        end = time.monotonic() + PATIENCE
        while socket.socket().connect_ex(("127.0.0.1", self._port)):
            assert self._daemon.poll() is None, self.log
            assert time.monotonic() < end, self.log
            Event().wait(0.05)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def command(self, *more: str) -> Sequence[str]:
        """What somebody at the station types, with the host behind the options."""
        sure = ("StrictHostKeyChecking=no", f"UserKnownHostsFile={self.folder / 'known'}", "LogLevel=ERROR")
        options = [part for each in (*sure, "BatchMode=yes", "IdentitiesOnly=yes") for part in ("-o", each)]
        to = ("-i", str(self.folder / "key"), "-p", str(self._port))
        return ("ssh", "-F", "none", *options, *to, *more)

    def lose(self) -> None:
        """Kill what has the stations' lines, without a word to anybody."""
        process = self._daemon.pid
        for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split():
            os.kill(int(child), signal.SIGKILL)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(PATIENCE)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as reserved:
        return int(reserved.getsockname()[1])


def _do(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=PATIENCE)


@pytest.fixture
def ssh(tmp_path: Path, house: House) -> Iterator[Ssh]:
    with closing(Ssh(tmp_path / "ssh", house)) as running:
        yield running


HOST = f"{ACCOUNT}@127.0.0.1"


def test_a_stations_key_opens_the_sign_in_at_its_counter_whatever_was_asked_for(
    ssh: Ssh, house: House
) -> None:
    with terminal(ssh.command("-t", HOST, "sh")) as desk:
        desk.sees("Kata sandi", "Sari Contoh", "· Loket 2")
        desk.sends("sari", "enter", PASSWORD, "enter")
        desk.sees("· Sari Contoh")
        (sari,) = sessions.signed_in(house.desk, None)
        assert (sari.counter, sari.place, sari.gone) == ("2", "stasiun 2, ssh 127.0.0.1", False)
        ssh.lose()
        _until_nobody_sits_there(house, desk)


def _until_nobody_sits_there(house: House, desk: Terminal) -> None:
    end = time.monotonic() + PATIENCE
    while any(not each.gone for each in sessions.signed_in(house.desk, None)):
        assert time.monotonic() < end, desk.screen
        Event().wait(0.05)


def test_a_stations_key_opens_no_shell_no_files_and_no_way_further(ssh: Ssh) -> None:
    asked = {
        "a command": (HOST, "echo ada"),
        "a shell": ("-T", HOST),
        "files": ("-s", HOST, "sftp"),
        "a way from here": ("-W", "127.0.0.1:9", HOST),
        "a way to here": ("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9", HOST),
    }
    done = {
        what: subprocess.run(
            ssh.command(*words), input="echo ada\n", capture_output=True, text=True, timeout=PATIENCE
        )
        for what, words in asked.items()
    }
    assert {what: (each.returncode, each.stdout) for what, each in done.items()} == {
        "a command": (2, ""),
        "a shell": (2, ""),
        "files": (2, ""),
        "a way from here": (255, ""),
        "a way to here": (255, ""),
    }
    for what in ("a command", "a shell"):
        assert "Layar kerja memerlukan terminal" in done[what].stderr
