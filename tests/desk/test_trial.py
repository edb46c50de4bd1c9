"""What a trial says of an SOP the desks of the office do: its ways lead on, and what it names does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from loket.desk import survey
from loket.desk.case import file_view
from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.flow.acts import Act, AtPlace, Choose, Refused, Take
from loket.sop.check.whole import check
from loket.sop.model import Demand, Direction, Kind, Procedure, Step
from loket.store import files, texts
from loket.trial.findings import Trial
from loket.trial.people import of_office
from loket.trial.together import trials
from loket.trial.walk import Closed, Node
from tests.desk.karimun import filled
from tests.desk.own_office import Own, open_own
from tests.examples import tries
from tests.flow.random_procedures import ROLES, sound, text_of
from tests.store.sealed import sealed

ASKED = tuple(Demand)


@st.composite
def demanding(draw: st.DrawFn) -> Procedure:
    """A sound procedure of which some steps ask for more, and one may be the survey."""
    procedure = draw(sound())
    return replace(procedure, steps=tuple(draw(_asking(step)) for step in procedure.steps), follow_up=False)


@st.composite
def _asking(draw: st.DrawFn, step: Step) -> Step:
    if step.kind is not Kind.GENERAL or step.parts or step.passes:
        return step
    if not step.sign_offs and draw(st.integers(0, 2)) == 0:
        return replace(step, kind=Kind.SURVEY)
    return replace(step, demands=frozenset(draw(st.lists(st.sampled_from(ASKED), max_size=1))))


class Walked:
    """A file of the office that goes as a trial says."""

    def __init__(self, office: Own, found: Trial) -> None:
        self.office, self.found = office, found
        self.file = office.come().file

    def go(self, node: Node) -> None:
        """All that the trial did on its way to that state, by people of the same roles."""
        for done in node.events[1:]:
            assert done.person is not None
            strand = done.act.strand if isinstance(done.act, AtPlace) else 0
            self.do(self.key(done.person), done.act, strand)

    def key(self, person: int) -> str:
        """Whom the office has for a person of the trial."""
        people = self.found.walk.setting.people
        (role,) = next(each.roles for each in people if each.person == person)
        alike = [each.person for each in people if each.roles == (role,)]
        assume(len(alike) <= 2)
        return f"{role}{'' if person == alike[0] else 2}"

    def do(self, key: str, act: Act, strand: int) -> None:
        """The act with everything there that there can be; the survey where it is filled."""
        desk, who = self.office.desk, self.office.who(key)
        view = file_view.view(desk, who, self.file, strand)
        ref = replace(self.office.ref(self.file), strand=strand)
        if not isinstance(act, Choose):
            perform(desk, who, ref, act)
            return
        with sealed(desk.store, self.office.at) as conn:
            for item in view.checklist:
                texts.set_mark(conn, self.file, item.requirement.id, "ada", "", who.person, self.office.at)
            texts.set_fields(conn, files.file_row(conn, self.file), filled(view), who.person, self.office.at)
        branch = view.step.branch(act.branch) if view.step is not None else None
        onward = branch is not None and branch.direction is Direction.FORWARD
        if onward and self.surveys(key, view.step):
            survey.submit(desk, who, ref, {question.code: 4 for question in survey.questions(desk)}, {})
            return
        recorded = act if act.acted_at is None else replace(act, acted_at=self.office.at)
        perform(desk, who, ref, recorded, remark="" if onward else "kurang lengkap")

    def lacks(self, key: str, node: Node, closed: Closed) -> bool:
        """Whether that person, come so far, may choose the branch and is told that something is not there."""
        self.go(node)
        self.do(key, Take(strand=closed.place.strand), closed.place.strand)
        try:
            self.do(key, Choose(closed.branch, strand=closed.place.strand), closed.place.strand)
        except (NotReady, Refused) as why:
            return isinstance(why, NotReady)
        return False

    def surveys(self, key: str, step: Step | None) -> bool:
        """Whether that person has the survey before them, and not the branches of the step."""
        home = self.office.desk.office.roles[key.rstrip("2")].home
        return step is not None and step.kind is Kind.SURVEY and home == "survey"


TRIED = settings(
    max_examples=tries(8),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@TRIED
@given(demanding(), st.sampled_from(["", *ROLES]))
def test_what_a_trial_finds_in_an_office_its_desks_do(procedure: Procedure, surveyor: str) -> None:
    assume(check(procedure) == [])
    with TemporaryDirectory() as folder:
        office = open_own(Path(folder), text_of(procedure), surveyor=surveyor)
        profile, known = office.desk.office, {procedure.id: procedure}
        found = trials([procedure.id], known, lambda each: of_office(profile, each))[0]
        for end in found.ends:
            event("an end")
            walked = Walked(office, found)
            walked.go(end.node)
            assert office.state(walked.file).outcome == end.outcome
        hindered = {closed: node for node in found.walk.nodes[::-1] for closed in node.closed}
        for closed, node in hindered.items():
            event(f"hindered: {closed.demand}")
            place = procedure.at(closed.place.step, closed.place.strand)
            roles = place.signing_roles(closed.place.sign_off)
            keys = [f"{role}{second}" for role in roles for second in ("", "2")]
            assert any(Walked(office, found).lacks(key, node, closed) for key in keys)
        office.desk.store.close()
