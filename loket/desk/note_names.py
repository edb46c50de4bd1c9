"""The names of what is kept in the journal though it changes nothing."""

from __future__ import annotations

SURVEY_NOTE = "survei"


DECLINED_NOTE = "survei_ditolak"


MARK_NOTE = "syarat"


WITH_ACT = "kembali"
"""Under which a note has the sequence of the act that brought it about, and with which it goes back."""


FIELDS_NOTE = "data"


NIK_NOTE = "nik_dilihat"


MOVED_NOTE = "batas_bergeser"


RENEWED_NOTE = "data_pemohon"


PRINTED_NOTE = "dicetak"


ASKED_NOTE = "ditanya"


GIVEN_BACK_NOTE = "data_kembali"


OTHERS_BACK_NOTE = "data_lain_kembali"
"""Of those whom the file does not show: what it wrote of them, or a number that it took from somebody."""


BESIDE_NOTE = "di_samping"


REMINDED_NOTE = "diingatkan"


REMARK_NOTE = "catatan"
