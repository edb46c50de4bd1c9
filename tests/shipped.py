"""The documents that come with the program, read as an office has them."""

from dataclasses import replace
from pathlib import Path

from loket.office.forms import PermitForm, parse_form
from loket.office.survey import Survey, parse_survey
from loket.resources import resource
from loket.sop.source import written


def form(form_id: str, folder: Path | None = None) -> PermitForm:
    """The form with this id, also one in a folder of its own. Raises ProfileFaults."""
    path = (folder or resource("data", "forms")) / f"{form_id}.toml"
    return parse_form(replace(written(path), file=path.name))


def survey() -> Survey:
    """The survey."""
    return parse_survey(written(resource("data", "survey.toml")))
