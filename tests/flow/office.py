"""What the tests of the flow stand on: a walk of one file through a procedure, its people, and the minute.

The made-up procedure `CONTOH` has in few steps what the seven have only here and there, and some things that
none of them has: an optional step, a return from the second of three sign-offs, a branch for one role only, a
time per role, a decision by the program itself, the office's own last step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from loket.flow.acts import Act, Actor, Event, Refused, Register, Right
from loket.flow.fold import replay
from loket.flow.rules import check
from loket.flow.state import FileState, Interval
from loket.lengths import MINUTE
from loket.sop import catalogue, load
from loket.sop.model import Procedure
from tests.sla.office import at

FRIDAY = at("2026-11-20 09:00")


@cache
def seven() -> Mapping[str, Procedure]:
    return catalogue()


def clerk(person: int, *roles: str, counter: str = "", supervises: str = "") -> Actor:
    """A person with these roles; `counter` and `supervises` name the role that carries the right."""
    rights = {Right.COUNTER: counter, Right.SUPERVISE: supervises}
    held = {right: role for right, role in rights.items() if role}
    every, serving = tuple(dict.fromkeys((*roles, *held.values()))), tuple(filter(None, [counter]))
    return Actor(person, every, held, station="2", at_counters=serving)


SARI = clerk(1, "fo", counter="fo")
ANDI = clerk(2, "bo")
BUDI = clerk(3, "bo")
CITRA = clerk(4, "kasi")
DEWI = clerk(5, "kabid")
EKO = clerk(6, "bo", "kasi", "kabid")
FAJAR = clerk(7, "kasir")
GITA = clerk(8, supervises="penyelia")
HADI = clerk(9, "fo", counter="fo")
INTAN = clerk(10, "arsip")


@dataclass
class Walk:
    """One file under way: every act is judged, recorded and replayed, a minute after the one before."""

    procedure: Procedure
    now: int = FRIDAY
    events: list[Event] = field(default_factory=list)
    state: FileState = field(default_factory=FileState)

    def do(self, actor: Actor, act: Act, *, minutes: int = 1, recorded: int | None = None) -> FileState:
        """Let `minutes` pass, then do what must be allowed."""
        self.now += minutes * MINUTE
        role = check(self.procedure, self.state, actor, act)
        event = Event(
            self.state.seq + 1, self.now, recorded or self.now, act, actor.person, role, actor.station
        )
        return self.record(event)

    def by_program(self, act: Act, *, minutes: int = 1) -> FileState:
        """Record what no person does: the program is asked by nobody."""
        self.now += minutes * MINUTE
        return self.record(Event(self.state.seq + 1, self.now, self.now, act))

    def record(self, event: Event) -> FileState:
        self.events.append(event)
        self.state = replay(self.procedure, self.events)
        return self.state

    def refused(self, actor: Actor, act: Act) -> Refused:
        """The reason against an act that must not be allowed."""
        try:
            role = check(self.procedure, self.state, actor, act)
        except Refused as refused:
            return refused
        raise AssertionError(f"{act} was allowed to {actor.person} as {role}")

    @property
    def here(self) -> Interval:
        assert self.state.opens, f"the file has ended: {self.state.outcome}"
        return self.state.opens[0]

    def log(self) -> list[tuple[int, str, str | None]]:
        """Where the file was, in order: step, standing, role."""
        return [(i.step, i.standing.value, i.role) for i in self.state.intervals]


def registered(
    procedure: Procedure,
    *,
    start: int | None = None,
    facts: Mapping[str, str] | None = None,
    by: Actor = SARI,
) -> Walk:
    """A file just registered, at 09.00."""
    walk = Walk(procedure)
    walk.do(by, Register(start or procedure.starts[0], facts or {}), minutes=0)
    return walk


@cache
def contoh() -> Procedure:
    return load(CONTOH)


CONTOH = """
id = "contoh"
nama = "Izin contoh"
mulai = [2]

[peran]
fo = "Front Office"
bo = "Back Office"
kasi = "Kepala Seksi"
kabid = "Kepala Bidang"
kasir = "Kasir"
arsip = "Arsip"

[ketetapan.hasil]
nama = "Hasil pemeriksaan"
pilihan = { layak = "Layak", khusus = "Layak dengan catatan" }

[batas]
masalah = "1 hari kerja"
masalah_sejak = "penyelesaian"

[dokumen]
sumber = "Dikarang untuk pengujian"

[[langkah]]
urut = 1
nama = "Mengajukan"
jenis = "applicant"
waktu = "30 menit"
sebelum_pendaftaran = true
cabang = [{ id = "ajukan", label = "Ajukan", ke = 2 }]

[[langkah]]
urut = 2
nama = "Memeriksa kelengkapan"
jenis = "completeness"
peran = ["fo"]
waktu = "10 menit"
cabang = [
  { id = "lengkap", label = "Lengkap", ke = 3, menyatakan_lengkap = true },
  { id = "tidak", label = "Kembalikan", arah = "kembali", kembali_ke = 1, lanjut_di = 2 },
]

[[langkah]]
urut = 3
nama = "Mendampingi"
jenis = "assist"
peran = ["fo"]
opsional = true
cabang = [{ id = "didampingi", label = "Didampingi", ke = 4 }]

[[langkah]]
urut = 4
nama = "Memeriksa bersama"
jenis = "verification"
orang_minimal = 2
paraf = [
  { peran = ["bo"], sebutan = "periksa" },
  { peran = ["kasi"], sebutan = "validasi", waktu = "20 menit" },
  { peran = ["kabid", "kasi"], sebutan = "setuju" },
]
waktu = "40 menit"
[[langkah.cabang]]
id = "tolak"
label = "Tolak"
arah = "tolak"
oleh = ["kabid"]
hasil = "ditolak"
keputusan = true
selesai = true
[[langkah.cabang]]
id = "layak"
label = "Layak"
ke = 5
mencatat = { hasil = "layak" }
[[langkah.cabang]]
id = "khusus"
label = "Layak dengan catatan"
ke = 5
mencatat = { hasil = "khusus" }
[[langkah.cabang]]
id = "periksa-ulang"
label = "Periksa ulang"
arah = "mundur"
ke = 2
[[langkah.cabang]]
id = "perbaiki"
label = "Kembalikan"
arah = "kembali"
kembali_ke = 1
lanjut_di = 4

[[langkah]]
urut = 5
nama = "Pembayaran"
jenis = "verification"
peran = ["kasi", "kasir"]
waktu = { kasi = "1 jam", kasir = "30 menit" }
cabang = [
  { id = "lunas", label = "Lunas", ke = 6, bila = { hasil = ["layak"] } },
  { id = "bebas", label = "Bebas retribusi", ke = 6, bila = { hasil = ["khusus"] } },
]

[[langkah]]
urut = 6
nama = "Penerbitan oleh sistem"
jenis = "issue"
tidak_menahan = true
cabang = [{ id = "terbit", label = "Terbit", ke = 7, hasil = "terbit", keputusan = true }]

[[langkah]]
urut = 7
nama = "Penyerahan"
jenis = "handover"
peran = ["fo"]
waktu = "5 menit"
menunggu_diambil = true
cabang = [
  { id = "diserahkan", label = "Diserahkan", ke = 8 },
]

[[langkah]]
urut = 8
nama = "Arsip kantor"
jenis = "archive"
peran = ["arsip"]
tambahan_kantor = true
cabang = [{ id = "selesai", label = "Diarsipkan", selesai = true }]
"""
