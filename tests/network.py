"""A network between a program and a server, which is cut, stalls, or loses what is said of a COMMIT."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Literal

from psycopg.conninfo import conninfo_to_dict

from loket.location import Server

_COMMIT = b"COMMIT\0"


class Network:
    """The way to a server; programs on it find it at `place`."""

    def __init__(self, server: Server) -> None:
        self._given = conninfo_to_dict(server.words)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open, self._one_at_a_time = list[socket.socket](), Lock()
        self._goes = Event()
        self._goes.set()
        self._cut_off, self._losing = False, ""
        self._stays_cut = False
        user, port = self._given.get("user", "postgres"), self._door.getsockname()[1]
        self.place = Server(f"postgresql://{user}@127.0.0.1:{port}/{self._given['dbname']}", server.schema)
        Thread(target=self._accept, daemon=True).start()

    def cut(self, *, refuse: bool = True) -> None:
        """Nothing goes through any more; who comes anew is sent away, or left waiting."""
        self._cut_off = refuse
        with self._one_at_a_time:
            ended, self._open = self._open, []
        for end in ended:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def mend(self) -> None:
        """It goes again."""
        self._cut_off, self._losing = False, ""
        self._goes.set()

    def lose(self, what: Literal["a question", "an answer"], *, stays_cut: bool) -> None:
        """The next COMMIT, or what is answered, gets lost with its connection; then all `stays_cut`."""
        self._losing, self._stays_cut = what, stays_cut

    def stall(self) -> None:
        """What is sent is taken, and comes nowhere."""
        self._goes.clear()

    def close(self) -> None:
        self.mend()
        self.cut()
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if self._cut_off:
                    client.close()
                    continue
                server = self._server()
                with self._one_at_a_time:
                    self._open += [client, server]
                for pair in ((client, server, True), (server, client, False)):
                    Thread(target=self._carry, args=pair, daemon=True).start()

    def _server(self) -> socket.socket:
        host, port = str(self._given.get("host") or "localhost"), int(self._given.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _carry(self, source: socket.socket, target: socket.socket, asks: bool) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                self._goes.wait()
                if self._losing == ("a question" if asks else "the answer") and (not asks or _COMMIT in said):
                    self._losing, self._cut_off = "", self._stays_cut
                    break
                if asks and _COMMIT in said and self._losing == "an answer":
                    self._losing = "the answer"  # the next that is said
                target.sendall(said)
        self._end(source, target)

    def _end(self, *ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
