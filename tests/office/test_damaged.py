"""Offices damaged in a hundred ways, alone and together: each fault is named, and none is taken in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from loket.office.reading import ProfileFaults
from loket.office.whole import read_named
from tests.office.test_whole import FORM, PROFILE, SOP, Files, files_of, lay

Damage = tuple[str | None, str, str]
"""What stands in a document (None: its end), what in its place, and what is told of that."""
_HEAD = "[pengaturan]\n"
_COUNTER = 'id = "2"\nnama = "Loket 2 Pendaftaran"\n'
_ROLE = 'id = "kadis"\nnama = "Kepala Dinas"\nberanda = "verification"\n'
_ERRAND = 'nama = "Mendaftar"\nawalan = "A"\nmendaftar'
_SERVICE = (
    'id = "reklame"\nnama = "Izin Reklame"\nsop = "karimun-sicantik"\nawalan = "A"\nformulir = "reklame"\n'
)
_HOURS = 'nama = "Ramadan 1447 H"\nmulai = 2026-02-19\nsampai = 2026-03-20\n'
_OFFICIAL = '\n[[pejabat]]\nnama = "Dewi Contoh"\njabatan = "Kepala"\n'
_OWN_STEP = '\n[[tambahan]]\nsop = "karimun-sicantik"\nnama = "Arsip"\njenis = "arsip"\nperan = ["bo"]\n'
DAMAGES: Mapping[str, tuple[str, Mapping[str, Damage]]] = {
    "office": (
        PROFILE,
        {
            "without an id": ('id = "karimun"\n', "", "karimun.toml: id"),
            "an id in capitals": ('id = "karimun"', 'id = "Karimun"', "karimun.toml: id"),
            "a name that is a number": (
                'nama = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Karimun"',
                "nama = 1",
                "karimun.toml: nama",
            ),
            "without a short name": ('singkatan = "DPMPTSP Karimun"\n', "", "karimun.toml: singkatan"),
            "a letterhead with a number": (
                'kop = [\n    "PEMERINTAH KABUPATEN KARIMUN",\n',
                "kop = [\n    1,\n",
                "karimun.toml: kop",
            ),
            "a place that is a list": ('tempat = "Karimun"', 'tempat = ["Karimun"]', "karimun.toml: tempat"),
            "without a zone": ('zona = "+07:00"\n', "", "karimun.toml: zona"),
            "an offset of no zone": ('"+07:00"', '"+07:99"', "karimun.toml: zona"),
            "a key that nobody knows": ("zona =", 'warna = "biru"\nzona =', "warna"),
            "a section that nobody knows": (None, "\n[warna]\natas = 1\n", "warna"),
        },
    ),
    "counter": (
        PROFILE,
        {
            "without a name": ('id = "2"\nnama = "Loket 2 Pendaftaran"\n', 'id = "2"\n', "loket[2].nama"),
            "without an id": (_COUNTER, 'nama = "Loket 2 Pendaftaran"\n', "loket[#2].id"),
            "the id of another": (_COUNTER, _COUNTER.replace('"2"', '"1"'), "loket[1].id"),
            "an id with a space": ('id = "2"', 'id = "loket 2"', "tidak dapat menjadi id"),
            "a role that there is not": ('peran = ["fo2"]', 'peran = ["satpam"]', "loket[2].peran"),
            "roles that are a text": ('peran = ["fo2"]', 'peran = "fo2"', "loket[2].peran"),
            "a printer that is none": (_COUNTER, _COUNTER + 'printer = "usb:1"\n', "loket[2].printer"),
            "a printer's name with a space": (
                _COUNTER,
                _COUNTER + 'printer = "cups:HP Laser"\n',
                "tidak dapat berisi spasi",
            ),
            "a printer at no port": (
                _COUNTER,
                _COUNTER + 'printer = "tcp:192.168.1.9:99999"\n',
                "loket[2].printer",
            ),
            "a key that nobody knows": (_COUNTER, _COUNTER + "warna = 1\n", "loket[2].warna"),
        },
    ),
    "role": (
        PROFILE,
        {
            "without a name": (_ROLE, _ROLE.replace('nama = "Kepala Dinas"\n', ""), "peran[kadis].nama"),
            "without a screen": (
                _ROLE,
                _ROLE.replace('beranda = "verification"\n', ""),
                "peran[kadis].beranda",
            ),
            "the id of another": ('id = "penyelia"', 'id = "kadis"', "peran[kadis].id"),
            "a right that there is not": ('hak = ["penyelia"]', 'hak = ["raja"]', "peran[penyelia].hak"),
            "nobody to supervise": ('hak = ["penyelia"]\n', "", 'hak "penyelia"'),
            "a key that nobody knows": (_ROLE, _ROLE + "warna = 1\n", "peran[kadis].warna"),
        },
    ),
    "service": (
        PROFILE,
        {
            "without a name": (
                _SERVICE,
                _SERVICE.replace('nama = "Izin Reklame"\n', ""),
                "layanan[reklame].nama",
            ),
            "without an SOP": (
                _SERVICE,
                _SERVICE.replace('sop = "karimun-sicantik"\n', ""),
                "layanan[reklame].sop",
            ),
            "without a form": (
                _SERVICE,
                _SERVICE.replace('formulir = "reklame"\n', ""),
                "layanan[reklame].formulir",
            ),
            "errand without a letter": (_ERRAND, 'nama = "Mendaftar"\nmendaftar', "keperluan[daftar].awalan"),
            "an outcome that there is not": (
                _ERRAND,
                'hasil = "lulus"\n' + _ERRAND,
                "keperluan[daftar].hasil",
            ),
            "a referral to nowhere": ('ke = "Disdukcapil"\n', "", "bukan_kewenangan[kependudukan].ke"),
            "a page that is no address": (
                _SERVICE,
                _SERVICE + 'laman = "kantor.example/izin"\n',
                "layanan[reklame].laman",
            ),
            "a page too long for a small screen": (
                _SERVICE,
                _SERVICE + f'laman = "https://kantor.example/{"a" * 80}"\n',
                "paling panjang 100 huruf",
            ),
            "counter for no errand": ('["pengaduan"]', '["menari"]', "loket[5].keperluan"),
            "three letters": (_SERVICE, _SERVICE.replace('"A"', '"ABC"'), "layanan[reklame].awalan"),
            "a time that is none": (
                _SERVICE,
                _SERVICE + 'jangka_waktu = "secepatnya"\n',
                "layanan[reklame].jangka_waktu",
            ),
            "a legal line of no days": (
                _SERVICE,
                _SERVICE + "batas_hukum = 0\n",
                "layanan[reklame].batas_hukum",
            ),
            "a kind of application that there is not": (
                'jenis_permohonan = ["baru", "perpanjangan", "perubahan"]',
                'jenis_permohonan = ["gratis"]',
                "layanan[reklame].jenis_permohonan",
            ),
            "a switch that is a text": (
                _SERVICE,
                _SERVICE + 'di_loket = "ya"\n',
                "layanan[reklame].di_loket",
            ),
            "a key that nobody knows": (_SERVICE, _SERVICE + "warna = 1\n", "layanan[reklame].warna"),
        },
    ),
    "hours": (
        PROFILE,
        {
            "without a name": (_HOURS, _HOURS.replace('nama = "Ramadan 1447 H"\n', ""), "jam[#2].nama"),
            "a day that is missing": ("minggu = []\n", "", "jam[Jam pelayanan].minggu"),
            "an hour that there is not": (
                '"07.30-12.00", "13.00-16.00"',
                '"25.00-26.00"',
                "jam[Jam pelayanan].senin",
            ),
            "spans upon each other": (
                '"07.30-12.00", "13.00-16.00"',
                '"07.30-12.00", "11.00-16.00"',
                "bertumpuk",
            ),
            "an end before its beginning": (
                _HOURS,
                _HOURS.replace("2026-03-20", "2026-01-20"),
                "jam[Ramadan 1447 H]",
            ),
            "a date that is a text": (
                _HOURS,
                _HOURS.replace("2026-02-19", '"19 Februari"'),
                "jam[Ramadan 1447 H].mulai",
            ),
            "no pattern for always": (
                'nama = "Jam pelayanan"\n',
                'nama = "Jam pelayanan"\nmulai = 2026-01-01\nsampai = 2026-02-01\n',
                "tidak ada pola jam yang selalu berlaku",
            ),
            "days of the door without a date": (
                None,
                '\n[[pintu_khusus]]\nnama = "MPP"\njam = ["9-7"]\n',
                "pintu_khusus[MPP].mulai",
            ),
            "a door that lacks days": (None, '\n[jam_pintu]\nsenin = ["08.00-12.00"]\n', "jam_pintu.selasa"),
            "a key that nobody knows": (_HOURS, _HOURS + "warna = 1\n", "jam[Ramadan 1447 H].warna"),
        },
    ),
    "setting": (
        PROFILE,
        {
            "days that mean nothing": ('hari = "hari kerja"', 'hari = "hari baik"', "pengaturan.hari"),
            "without what days mean": ('hari = "hari kerja"\n', "", "pengaturan.hari"),
            "a legal line of no days": (
                "batas_hukum_hari = 5",
                "batas_hukum_hari = 0",
                "pengaturan.batas_hukum_hari",
            ),
            "a legal line from nowhere": (
                _HEAD,
                _HEAD + 'batas_hukum_sejak = "kemarin"\n',
                "pengaturan.batas_hukum_sejak",
            ),
            "minutes from nowhere": (
                'menit_sejak = "diambil"',
                'menit_sejak = "nanti"',
                "pengaturan.menit_sejak",
            ),
            "a number without a running one": ('"{urut:05}"', '"{tahun}"', "pengaturan.nomor_berkas"),
            "a number with two running ones": ('"{urut:05}"', '"{urut}/{urut}"', "pengaturan.nomor_berkas"),
            "a number with a word that is not filled": (
                '"{urut:05}"',
                '"{urut}/{klasifikasi}"',
                "pengaturan.klasifikasi",
            ),
            "without a number": ('nomor_berkas = "{urut:05}"\n', "", "pengaturan.nomor_berkas"),
            "less than none": ("hampir_hari = 1", "hampir_hari = -1", "pengaturan.hampir_hari"),
            "a text for a number": (
                "ingatkan_kalender_hari = 60",
                'ingatkan_kalender_hari = "dua bulan"',
                "pengaturan.ingatkan_kalender_hari",
            ),
            "half a minute": (_HEAD, _HEAD + "jeda_menit = 0.5\n", "pengaturan.jeda_menit"),
            "a folder without a whole path": (
                _HEAD,
                _HEAD + 'folder_lampiran = "pindaian"\n',
                "pengaturan.folder_lampiran",
            ),
            "a morning's sheet at no time of the day": (
                _HEAD,
                _HEAD + 'cetak_lembar_pagi = "pagi"\n',
                "pengaturan.cetak_lembar_pagi",
            ),
            "a last number before the first of the shortest day": (
                _HEAD,
                _HEAD + "nomor_terakhir_menit = 421\n",
                "berisi 421. Seharusnya: paling banyak 420 menit, dari buka sampai tutup pada Senin 08.00",
            ),
            "a priority that nobody sees": (
                _HEAD,
                _HEAD + "prioritas_menit = 1441\n",
                "bilangan bulat dari 1 sampai 1440",
            ),
            "attention after it is time to act": (
                _HEAD,
                _HEAD + "perhatian_menit = 40\n",
                "pengaturan.perhatian_menit: berisi 40. Seharusnya: kurang dari 40",
            ),
            "an errand's action before the attention of all": (
                'id = "ambil"\n',
                'id = "ambil"\ntindakan_menit = 20\n',
                "keperluan[ambil].tindakan_menit: berisi 20. Seharusnya: lebih dari 20",
            ),
            "a service's attention after the action of those who register": (
                'id = "reklame"\n',
                'id = "reklame"\nperhatian_menit = 41\n',
                "layanan[reklame].perhatian_menit: berisi 41",
            ),
            "no backup at all": (_HEAD, _HEAD + "cadangan_harian = 0\n", "pengaturan.cadangan_harian"),
        },
    ),
    "official": (
        PROFILE,
        {
            "a short NIP": (None, _OFFICIAL + 'nip = "123"\n', "pejabat[Dewi Contoh].nip"),
            "without an office": (
                None,
                _OFFICIAL.replace('jabatan = "Kepala"\n', ""),
                "pejabat[Dewi Contoh].jabatan",
            ),
            "twice": (None, _OFFICIAL + _OFFICIAL, "sudah dipakai"),
            "since a text": (None, _OFFICIAL + 'sejak = "kemarin"\n', "pejabat[Dewi Contoh].sejak"),
        },
    ),
    "step": (
        PROFILE,
        {
            "given to a role that there is not": (
                None,
                '\n[peran_langkah.karimun-sicantik]\n7 = ["satpam"]\n',
                "peran_langkah.karimun-sicantik.7",
            ),
            "of an SOP that nobody follows": (
                None,
                '\n[peran_langkah.entah]\n7 = ["bo"]\n',
                "peran_langkah.entah",
            ),
            "by its name": (
                None,
                '\n[peran_langkah.karimun-sicantik]\nsurvei = ["bo"]\n',
                "peran_langkah.karimun-sicantik.survei",
            ),
            "for a sign-off that there is not": (
                None,
                '\n[peran_langkah.karimun-sicantik]\n7-1 = ["bo"]\n',
                "langkah 7 tidak punya paraf 1",
            ),
            "for a sign-off before the first": (
                None,
                '\n[peran_langkah.karimun-sicantik]\n7-0 = ["bo"]\n',
                "peran_langkah.karimun-sicantik.7-0",
            ),
            "a sign-off in a time of its own": (
                None,
                '\n[waktu_langkah.karimun-sicantik]\n7-1 = "5 menit"\n',
                "waktu_langkah.karimun-sicantik.7-1",
            ),
            "of the applicant's": (
                None,
                '\n[peran_langkah.karimun-sicantik]\n1 = ["bo"]\n',
                "bukan pekerjaan petugas kantor",
            ),
            "in a time that is none": (
                None,
                '\n[waktu_langkah.karimun-sicantik]\n7 = "sebentar"\n',
                "waktu_langkah.karimun-sicantik.7",
            ),
            "in a time, that there is not": (
                None,
                '\n[waktu_langkah.karimun-sicantik]\n70 = "5 menit"\n',
                "waktu_langkah.karimun-sicantik.70",
            ),
        },
    ),
    "own step": (
        PROFILE,
        {
            "of an SOP that nobody follows": (
                None,
                _OWN_STEP.replace("karimun-sicantik", "entah"),
                "tambahan[Arsip].sop",
            ),
            "of a kind that there is not": (
                None,
                _OWN_STEP.replace('"arsip"', '"pesta"'),
                "tambahan[Arsip].jenis",
            ),
            "named as another": (None, _OWN_STEP * 2, "tambahan[Arsip].nama"),
            "of nobody": (None, _OWN_STEP.replace('["bo"]', "[]"), "tambahan[Arsip].peran"),
            "of a role that there is not": (
                None,
                _OWN_STEP.replace('"bo"', '"satpam"'),
                "tambahan[Arsip].peran",
            ),
            "after what no file ends with": (
                None,
                _OWN_STEP + 'setelah = ["entah"]\n',
                "tambahan[Arsip].setelah",
            ),
        },
    ),
    "SOP": (
        SOP,
        {
            "without a name": (
                'nama = "Penerbitan izin dengan siCantik Cloud (Karimun)"\n',
                "",
                "karimun-sicantik.toml: nama",
            ),
            "a beginning that is no step": ("mulai = [5]", "mulai = [50]", "mulai"),
            "a step twice": ("urut = 7", "urut = 6", "langkah"),
            "a step of a role that it does not name": (
                'peran = ["kasi"]',
                'peran = ["satpam"]',
                "langkah[7].peran",
            ),
            "a way that leads nowhere": (
                'label = "Validasi, teruskan ke Kepala Bidang"\nke = 8\n',
                'label = "Validasi, teruskan ke Kepala Bidang"\n',
                "langkah",
            ),
            "a way in no direction": ('arah = "mundur"', 'arah = "miring"', "arah"),
            "a time below nothing": ('waktu = "10 menit"', 'waktu = "-10 menit"', "waktu"),
            "a demand that there is not": ("urut = 6\n", 'urut = 6\nmeminta = ["kopi"]\n', "meminta"),
            "a key that nobody knows": ("urut = 6\n", "urut = 6\nwarna = 1\n", "warna"),
        },
    ),
    "form": (
        FORM,
        {
            "a requirement twice": ('id = "ktp"', 'id = "str"', "syarat[str].id"),
            "a requirement without a name": ('nama = "KTP pemohon"\n', "", "syarat[ktp].nama"),
            "a shape that there is not": ('bentuk = "fotokopi"', 'bentuk = "hologram"', "syarat[ktp].bentuk"),
            "no copy at all": (
                'bentuk = "fotokopi"',
                'bentuk = "fotokopi"\njumlah = 0',
                "syarat[ktp].jumlah",
            ),
            "for a kind that there is not": (
                'untuk = ["perpanjangan"]',
                'untuk = ["gratis"]',
                "syarat[skp-kredit].untuk",
            ),
            "a field of a kind that there is not": (
                'jenis = "angka"',
                'jenis = "pikiran"',
                "isian[praktik_ke].jenis",
            ),
            "a choice of nothing": ('jenis = "angka"', 'jenis = "pilihan"', "isian[praktik_ke].pilihan"),
            "a field twice": ('kunci = "praktik_ke"', 'kunci = "no_str"', "isian[no_str]"),
            "a date not before what is none": (
                'jenis = "masa_berlaku"',
                'jenis = "masa_berlaku"\ntidak_sebelum = "no_str"',
                "isian[str_sampai].tidak_sebelum",
            ),
            "what hangs on a fact that there is not": (
                'id = "ktp"',
                'id = "ktp"\nbila = { risiko = "tinggi" }',
                "syarat[ktp].bila",
            ),
            "obligatory by a word": ("wajib = false", 'wajib = "kadang"', "wajib"),
        },
    ),
    "survey": (
        "survey.toml",
        {
            "an element twice": ('kode = "prosedur"', 'kode = "persyaratan"', "unsur[persyaratan].kode"),
            "an element without a question": (
                'pertanyaan = "Bagaimana kemudahan prosedur pelayanan di kantor ini?"\n',
                "",
                "unsur[prosedur].pertanyaan",
            ),
            "a key that nobody knows": ("dasar =", "warna = 1\ndasar =", "warna"),
        },
    ),
}

ALL = [(place, *damage) for place, damages in DAMAGES.values() for damage in damages.values()]
NAMES = [f"{group}: {name}" for group, (_, damages) in DAMAGES.items() for name in damages]
_ONLY_OF_SOUND = (
    "bukan pekerjaan",
    "waktu_langkah.karimun-sicantik.70",
    "syarat[ktp].bila",
    "tambahan[Arsip]",
)
"""Told only once each document by itself is sound."""


def damaged(files: Files, place: str, old: str | None, new: str) -> Files:
    text = files[place]
    assert old is None or old in text, (place, old)
    return {**files, place: text + new if old is None else text.replace(old, new, 1)}


@pytest.fixture(scope="module")
def karimun() -> Files:
    return files_of("karimun")


def faults(folder: Path, files: Files) -> str:
    with pytest.raises(ProfileFaults) as wrong:
        read_named(str(lay(folder, files)))
    return str(wrong.value)


@pytest.mark.parametrize(("place", "old", "new", "told"), ALL, ids=NAMES)
def test_each_damage_is_named(
    karimun: Files, tmp_path: Path, place: str, old: str | None, new: str, told: str
) -> None:
    assert told in faults(tmp_path, damaged(karimun, place, old, new))


@pytest.mark.parametrize("seed", range(12))
def test_of_one_in_each_document_none_hides_another(karimun: Files, tmp_path: Path, seed: int) -> None:
    chance, files, expected = random.Random(seed), karimun, list[str]()
    for document in (PROFILE, SOP, FORM, "survey.toml"):
        known = [d for d in ALL if d[0] == document and not d[3].startswith(_ONLY_OF_SOUND)]
        place, old, new, told = chance.choice(known)
        files = damaged(files, place, old, new)
        expected.append(told)
    said = faults(tmp_path, files)
    assert [told for told in expected if told not in said] == []
