"""House notes: written and retired by anybody at the desk, told where their product is spoken of."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from store.errors import NoteUnknown
from store.house_notes import HouseNote, check_note, speaks_of
from store.memory.store import Store
from store.tables.base import new_id
from store.tables.desk import HouseNoteRow
from store.values import Reader

_STANDING = (
    select(HouseNoteRow.__table__)
    .where(HouseNoteRow.retired_at.is_(None))
    .order_by(HouseNoteRow.at.desc(), HouseNoteRow.id)
)
_RETIRE = (
    update(HouseNoteRow)
    .where(HouseNoteRow.id == bindparam("note"), HouseNoteRow.retired_at.is_(None))
    .values(retired_at=bindparam("now"), retired_by=bindparam("who"))
)


@dataclass(frozen=True, slots=True)
class HouseNotes:
    """The house's own knowledge; nobody's data, so that it takes no permission and outlives every erasure."""

    store: Store

    def write(self, about: str, text: str, actor: str) -> HouseNote:
        """Keeps a note; raises AboutSomebody where it names or describes a person, TooLong where it doesn't fit."""
        about, text = check_note(about, text)
        with self.store.transaction() as tx:
            note = HouseNote(id=new_id(), about=about, text=text, by=actor, at=tx.now)
            row = {"id": note.id, "about": about, "text": text, "by": actor, "at": note.at}
            tx.db.execute(insert(HouseNoteRow), row)
            tx.audit("house_note.write", reader=Reader.AGENT, subjects=[note.id], actor=actor)
            return note

    def retire(self, note: str, actor: str) -> None:
        """It is told no more; raises NoteUnknown for what doesn't stand."""
        with self.store.transaction() as tx:
            if tx.db.execute(_RETIRE, {"note": note, "who": actor, "now": tx.now}).rowcount == 0:
                raise NoteUnknown
            tx.audit("house_note.retire", reader=Reader.AGENT, subjects=[note], actor=actor)

    def standing(self) -> tuple[HouseNote, ...]:
        """All that stands, the newest first."""
        with self.store.transaction() as tx:
            return tuple(
                HouseNote(id=row.id, about=row.about, text=row.text, by=row.by, at=row.at)
                for row in tx.db.execute(_STANDING)
            )

    def on(self, product: str) -> HouseNote | None:
        """The newest note about this product, by the words of its name and category."""
        return next((note for note in self.standing() if speaks_of(note, product)), None)
