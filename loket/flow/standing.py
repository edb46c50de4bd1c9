"""How a file stands: at a desk to be worked on, or at rest; then on whose account, and whether time runs."""

from __future__ import annotations

from enum import StrEnum

from loket.sop.model import Party


class Standing(StrEnum):
    """How a file stands in an interval. What depends on it is said here, its value is its word on screens."""

    WAITING = "menunggu"
    WORKING = "dikerjakan"
    APPLICANT = "menunggu pemohon"
    AGENCY = "menunggu pihak lain"
    COLLECTION = "menunggu diambil"
    PAYMENT = "menunggu pembayaran"

    @property
    def at_work(self) -> bool:
        """Whether it lies at a desk to be worked on; else it rests, and nobody has it in hand."""
        return self in (Standing.WAITING, Standing.WORKING)

    @property
    def party(self) -> Party | None:
        """On whose account it rests; None: on the account of whose the step is."""
        match self:
            case Standing.APPLICANT | Standing.COLLECTION | Standing.PAYMENT:
                return Party.APPLICANT
            case Standing.AGENCY:
                return Party.AGENCY
        return None

    @property
    def postponed(self) -> bool:
        """Whether it rests by the word of the desk (tertunda), and not because the applicant is awaited."""
        return not self.at_work and self.party is not Party.APPLICANT

    @property
    def everywhere(self) -> bool:
        """Whether every office has files that stand so; else lists name it where they have some."""
        return self.at_work or self in (Standing.APPLICANT, Standing.AGENCY, Standing.COLLECTION)

    @property
    def counts(self) -> bool:
        """Whether a rest counts for a time of several steps; a permit to be collected is nobody's time."""
        return self is not Standing.COLLECTION
