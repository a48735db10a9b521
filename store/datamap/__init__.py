"""The data map: every table of the memory, whose it is, and what each column holds."""

from store.datamap.house import HOUSE
from store.datamap.person import PERSON
from store.datamap.relations import RELATIONS
from store.datamap.shape import Belongs, TableMap
from store.datamap.talk import TALK

DATA_MAP: dict[str, TableMap] = PERSON | TALK | RELATIONS | HOUSE
PROOFS = tuple(name for name, held in DATA_MAP.items() if held.belongs is Belongs.PROOF)

__all__ = ["DATA_MAP", "PROOFS", "Belongs", "TableMap"]
