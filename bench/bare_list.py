"""A bare Textual app that imports SQLModel and shows a list from SQLite; its argument is the database."""

import sys

from sqlmodel import Field, Session, SQLModel, create_engine, select
from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Berkas(SQLModel, table=True):
    """A file of the list."""

    id: int | None = Field(default=None, primary_key=True)
    number: str
    applicant: str
    service: str
    due: str


class BareList(App[None]):
    """A table of files."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def compose(self) -> ComposeResult:
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Nomor", "Pemohon", "Layanan", "Batas")
        with Session(create_engine(f"sqlite:///{self.path}")) as session:
            for row in session.exec(select(Berkas).order_by(Berkas.number)):
                table.add_row(row.number, row.applicant, row.service, row.due)


def fill(path: str, count: int) -> None:
    """Make the database of the list with `count` files."""
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        for n in range(count):
            session.add(
                Berkas(number=f"{n:05}", applicant=f"Contoh {n:03}", service="SIP Bidan", due=f"{n % 10}.30")
            )
        session.commit()
    engine.dispose()


if __name__ == "__main__":
    BareList(sys.argv[1]).run(mouse=False)
