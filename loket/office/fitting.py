"""Whether what an SOP goes by fits the office that follows it: services, kinds of application, forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from loket.office.forms import FieldType, PermitForm
from loket.office.model import Office, Service
from loket.office.shelf import FORM, place_of
from loket.sop.faults import Fault
from loket.sop.model import Fact, Origin, Procedure


def misfits(procedure: Procedure, office: Office, forms: Mapping[str, PermitForm]) -> list[Fault]:
    """What would leave a file of this office without a way, or ask for what nobody could answer.

    `forms` are those of its services, by id; of one that is not among them nothing is said.
    """
    faults: list[Fault] = []
    for service in office.services_of(procedure.id):
        faults += _unknown(procedure, service, office.source or office.id)
        form = forms.get(service.form)
        if form is not None and not procedure.follow_up:
            faults += _of_fields(procedure, form)
        if form is not None:
            faults += _of_conditions(procedure, form)
    return list(dict.fromkeys(faults))


def _unknown(procedure: Procedure, service: Service, source: str) -> Iterator[Fault]:
    """A service, or a kind of application, for which the SOP knows no value."""
    said = {Origin.SERVICE: (service.id,), Origin.REQUEST: service.kinds}
    for name, fact in procedure.facts.items():
        for value in said.get(fact.origin, ()):
            if value not in fact.values and not procedure.follow_up:
                wrong = f"{value} tidak ada pada pilihan ketetapan {name} SOP {procedure.id}"
                yield Fault(
                    source, f"layanan[{service.id}]", wrong, f"salah satu dari {_listed(fact.values)}"
                )


def _of_fields(procedure: Procedure, form: PermitForm) -> Iterator[Fault]:
    """Facts that come from a field of the form: it is there, has to be chosen, and has the same choices."""
    fields = {field.key: field for field in form.fields}
    for name, fact in procedure.facts.items():
        if fact.origin is not Origin.FIELD:
            continue
        file, key = place_of(FORM, form.id), f"isian[{fact.field}]"
        asked = f"ketetapan {name} SOP {procedure.id}"
        field = fields.get(fact.field)
        if field is None or field.type is not FieldType.CHOICE:
            wrong = "tidak ada" if field is None else "bukan pilihan"
            yield Fault(file, key, f"{wrong}, padahal {asked} berasal dari sana", _choice(fact))
        elif not field.obligatory:
            yield Fault(file, f"{key}.wajib", f"{asked} membutuhkannya", "wajib = true, atau tanpa kunci ini")
        elif set(field.choices) != set(fact.values):
            wrong = f"berisi {_listed(field.choices)}, sedangkan {asked} {_listed(fact.values)}"
            yield Fault(file, f"{key}.pilihan", wrong, "pilihan yang sama pada keduanya")


def _choice(fact: Fact) -> str:
    choices = ", ".join(f'{value} = "{words}"' for value, words in fact.values.items())
    return f'jenis = "pilihan" dengan pilihan = {{ {choices} }}'


def _of_conditions(procedure: Procedure, form: PermitForm) -> Iterator[Fault]:
    """Conditions of the form that ask for what the SOP does not lay down, or for a field below their own."""
    file, above = place_of(FORM, form.id), set[str]()
    conditions = [(f"syarat[{r.id}]", r.when, "") for r in form.requirements]
    conditions += [(f"isian[{f.key}]", f.when, f.key) for f in form.fields]
    for key, when, own in conditions:
        for name, values in when.items():
            fact, place = procedure.facts.get(name), f"{key}.bila.{name}"
            if fact is None:
                right = f"salah satu dari {_listed(procedure.facts) or '(belum ada)'}"
                yield Fault(file, place, f"ketetapan ini tidak ada dalam SOP {procedure.id}", right)
            elif unknown := [value for value in values if value not in fact.values]:
                right = f"salah satu dari {_listed(fact.values)}"
                yield Fault(file, place, f"{_listed(unknown)} bukan pilihan ketetapan ini", right)
            elif own and fact.origin is Origin.FIELD and fact.field not in above:
                yield Fault(file, place, "isian yang menentukannya ada di bawahnya", "isian itu lebih dahulu")
        above.add(own)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
