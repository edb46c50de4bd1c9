"""The limits of the seven procedures at given instants, reckoned by hand beside the program."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from loket.desk.case import lists
from loket.desk.case.perform import perform
from loket.flow.acts import MarkTrouble, PutBack, SolveTrouble
from loket.flow.limits import LimitKind
from loket.sla import State
from tests.desk.kantor import KARIMUN_WAY, Kantor, at_back_office, due_of

Offices = Callable[..., Kantor]


def test_karimun_counts_minutes_from_the_taking_and_the_legal_line_from_the_receipt(karimun: Kantor) -> None:
    file = karimun.register().file
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 09:10")
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 09:45")
    assert LimitKind.LEGAL not in karimun.limits(file)
    karimun.go_to("2026-11-18 09:08")
    assert karimun.limit(file, LimitKind.STEP) == ("hampir_lewat", "18 Nov 09:10")
    karimun.tick(file, "fo2")
    karimun.choose(file, "fo2", "lengkap")
    assert karimun.limit(file, LimitKind.STEP) == ("belum_mulai", "-")
    assert karimun.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    assert karimun.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    karimun.go_to("2026-11-18 11:58")
    karimun.take(file, "bo")
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 13:03")  # the lunch break between
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 13:35")  # 8 minutes are used
    karimun.go_to("2026-11-18 13:04")
    assert karimun.limit(file, LimitKind.STEP) == ("lewat", "18 Nov 13:03")
    assert karimun.limits(file)[LimitKind.STEP].remaining == -1 * 60_000


def test_karimuns_legal_line_rests_while_the_file_is_with_the_applicant(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "lengkap", minutes=5)
    karimun.do(file, "bo", "tidak")
    assert karimun.limit(file, LimitKind.LEGAL) == ("berhenti", "-")
    assert karimun.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    karimun.go_to("2026-11-20 10:00")
    karimun.do(file, "fo2", "kembali")
    assert karimun.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "27 Nov 16:30")
    karimun.do(file, "fo2", "lengkap")
    karimun.bring_to(file, 10, KARIMUN_WAY)
    assert karimun.limits(file)[LimitKind.LEGAL].state is State.MET
    karimun.go_to("2026-12-11 10:00")
    karimun.do(file, "fo4", "dicetak", minutes=6)
    assert karimun.limits(file)[LimitKind.LEGAL].state is State.MET


def test_a_file_sent_back_every_evening_uses_up_no_day_of_the_legal_line(karimun: Kantor) -> None:
    """Only working days that end while the file is not with the applicant count; README says so."""
    file = karimun.register().file
    karimun.do(file, "fo2", "lengkap", minutes=5)
    for day, morning in pairwise(("18", "19", "20", "23", "24", "25", "26", "27")):
        karimun.go_to(f"2026-11-{day} 15:50")
        karimun.do(file, "bo", "tidak")
        karimun.go_to(f"2026-11-{morning} 07:31")
        karimun.do(file, "fo2", "kembali")
        karimun.do(file, "fo2", "lengkap")
    assert karimun.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "04 Dec 16:30")
    assert karimun.limits(file)[LimitKind.LEGAL].used == 0


def test_each_visit_of_a_step_has_its_whole_time_and_the_sum_goes_on(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "tidak", minutes=9)
    karimun.do(file, "fo2", "kembali")
    assert [(i.step, i.visit) for i in karimun.intervals(file)] == [(5, 1), (5, 1), (4, 1), (5, 2)]
    karimun.go_to("2026-11-18 10:00")
    karimun.take(file, "fo2")
    assert karimun.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 10:10")
    assert karimun.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 10:36")  # 9 of 45 are used


def test_the_time_a_permit_lies_ready_is_the_applicants(karimun: Kantor) -> None:
    file = karimun.register().file
    karimun.bring_to(file, 11, KARIMUN_WAY)
    used = karimun.limits(file)[LimitKind.WHOLE].used
    assert karimun.here(file).party == "pemohon"
    karimun.go_to("2026-11-25 08:00")
    karimun.do(file, "fo5", "datang")
    assert karimun.limits(file)[LimitKind.WHOLE].used == used
    karimun.do(file, "fo5", "terisi", minutes=2)
    karimun.do(file, "fo4", "diserahkan", minutes=3)
    assert karimun.limits(file)[LimitKind.WHOLE].used == used + 5 * 60_000


def test_purwakarta_counts_days_from_the_arrival_and_its_hours_from_the_taking(kantor: Offices) -> None:
    office = kantor("purwakarta")
    file = office.register().file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 10:00")
    assert LimitKind.WHOLE not in office.limits(file)
    office.do(file, "fo", "lengkap", minutes=1)
    office.do(file, "bo", "teruskan")
    assert office.here(file).step == 6
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "20 Nov 16:30")  # on the pile already
    office.go_to("2026-11-20 08:00")
    assert office.limit(file, LimitKind.STEP) == ("hampir_lewat", "20 Nov 16:30")
    office.go_to("2026-11-23 07:00")
    assert office.limit(file, LimitKind.STEP) == ("lewat", "20 Nov 16:30")


def test_puskesmas_shares_six_days_among_four_steps_and_sending_back_never_resets_them(
    kantor: Offices,
) -> None:
    office = kantor("purwakarta")
    file = office.register(service="puskesmas").file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "26 Nov 16:00")  # 6 hari kerja
    assert LimitKind.GROUP not in office.limits(file)
    office.do(file, "fo", "lengkap")
    assert office.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    office.do(file, "bo", "teruskan")
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "27 Nov 16:30")  # 7 hari kerja
    office.go_to("2026-11-19 09:00")
    office.do(file, "tim_teknis", "setuju")
    assert office.limit(file, LimitKind.GROUP) == ("tepat_waktu", "27 Nov 16:30")  # six days from Thursday
    assert LimitKind.STEP not in office.limits(file)
    office.go_to("2026-11-23 09:00")
    office.do(file, "bo", "naskah-izin")
    office.do(file, "kasi", "perbaiki")
    office.do(file, "bo", "naskah-izin")
    assert office.limit(file, LimitKind.GROUP) == ("tepat_waktu", "27 Nov 16:30")
    office.go_to("2026-11-26 09:00")
    assert office.limit(file, LimitKind.LEGAL) == ("lewat", "25 Nov 16:00")  # the SOP's days exceed the law's
    office.do(file, "kasi", "validasi")
    office.do(file, "kabid", "validasi")
    office.do(file, "kadis", "izin")
    assert office.limits(file)[LimitKind.GROUP].state is State.MET
    assert office.limits(file)[LimitKind.LEGAL].state is State.LATE


def test_oss_has_ninety_minutes_and_trouble_gives_five_days_from_the_request(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register().file
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 10:30")
    assert LimitKind.LEGAL not in office.limits(file)
    office.go_to("2026-11-18 09:03")
    who = office.who("fo")
    perform(office.desk, who, office.ref(file), MarkTrouble(0), remark="OSS tidak dapat dibuka")
    assert office.limit(file, LimitKind.TROUBLE) == ("tepat_waktu", "25 Nov 16:00")
    assert office.limit(file, LimitKind.STEP) == ("berhenti", "-")
    assert office.limit(file, LimitKind.WHOLE) == ("berhenti", "-")
    office.go_to("2026-11-19 10:00")
    perform(office.desk, who, office.ref(file), SolveTrouble())
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "19 Nov 10:02")  # 3 of 5 minutes were used
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "19 Nov 11:27")
    assert office.limit(file, LimitKind.TROUBLE) == ("tepat_waktu", "25 Nov 16:00")


def test_what_the_technical_agency_takes_is_not_the_offices_time(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register().file
    for key, done in (("fo", "lanjut"), ("fo", "akun-jadi"), ("fo", "tinggi"), ("bo", "ajukan")):
        office.do(file, key, done, minutes=4)
    used = office.limits(file)[LimitKind.WHOLE].used
    assert used == 4 * 4 * 60_000
    office.go_to("2026-11-25 10:00")
    office.do(file, "opd", "layak", minutes=120)
    assert office.limits(file)[LimitKind.WHOLE].used == used
    assert LimitKind.STEP not in {k for k in office.limits(file) if office.here(file).step == 7}


def test_two_sign_offs_share_the_five_minutes_of_sicantik(kantor: Offices) -> None:
    office = kantor("pariaman")
    file = office.register(service="sip").file
    for done in ("lanjut", "akun-jadi", "terisi"):
        office.do(file, "fo", done)
    office.do(file, "bo", "terverifikasi", minutes=3)
    office.go_to("2026-11-18 11:00")
    office.take(file, "kasi")
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 11:02")
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 13:24")


def test_mempawahs_whole_is_the_sum_of_its_office_steps(kantor: Offices) -> None:
    office = kantor("mempawah")
    file = office.register().file
    assert office.limit(file, LimitKind.STEP) == ("tepat_waktu", "18 Nov 09:20")
    assert office.limit(file, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 11:05")  # 125 minutes
    office.do(file, "fo", "lewati")
    office.do(file, "tim_teknis", "lengkap", minutes=10)
    assert office.limit(file, LimitKind.LEGAL) == ("tepat_waktu", "25 Nov 16:00")
    for key in ("jf", "koordinator", "ahli_madya"):
        office.do(file, key, "valid", minutes=10)
    office.do(file, "kadis", "tandatangani")
    assert office.limits(file)[LimitKind.LEGAL].state is State.MET


def test_past_the_calendars_end_a_file_goes_on_without_a_deadline(kantor: Offices) -> None:
    office = kantor("karimun", "2027-12-31 16:25+07:00")
    file = office.register().file
    assert office.limits(file)[LimitKind.STEP].state is State.UNKNOWN
    office.do(file, "fo2", "lengkap")
    assert office.limits(file)[LimitKind.LEGAL].due is None
    assert file in {row.work.file_id for row in lists.pile(office.desk, office.who("bo")).waiting}


def test_putting_a_late_file_back_on_the_pile_hides_nothing(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    due = karimun.clock(karimun.limits(file)[LimitKind.STEP].due)
    karimun.wait(20)
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    karimun.wait(30)
    (row,) = lists.pile(karimun.desk, karimun.who("andi")).waiting
    assert karimun.clock(due_of(row)) == due
    assert karimun.limits(file)[LimitKind.STEP].exceeded
    karimun.take(file, "andi")
    assert karimun.clock(due_of(lists.pile(karimun.desk, karimun.who("andi")).in_hand[0])) == due
