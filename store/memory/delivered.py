"""What became of a delivery, noted once; who blocked us there has said no to contact."""

from sqlalchemy import bindparam, func, select, update

from store.delivery import BLOCKED, DeliveryState, follows
from store.errors import DeliveryUnknown
from store.memory.opt_outs import heed
from store.memory.store import Transaction
from store.tables.conversations import OutboxRow

_ONE = (
    select(OutboxRow.state, OutboxRow.identity_id).where(OutboxRow.message_id == bindparam("id")).with_for_update()
)
_BECOME = (
    update(OutboxRow)
    .where(OutboxRow.message_id == bindparam("id"))
    .values(
        state=bindparam("became"),
        reason=bindparam("why"),
        provider_id=func.coalesce(bindparam("theirs"), OutboxRow.provider_id),
    )
)


def note_report(
    tx: Transaction, delivery: str, news: DeliveryState, reason: str | None, provider_id: str | None
) -> DeliveryState:
    """Moves a delivery on where the news does, and gives its state; raises DeliveryUnknown."""
    found = tx.db.execute(_ONE, {"id": delivery}).first()
    if found is None:
        raise DeliveryUnknown
    before = DeliveryState(found.state)
    if not follows(before, news):
        return before
    change = {"id": delivery, "became": news.value, "why": reason, "theirs": provider_id}
    tx.db.execute(_BECOME, change)
    if (news, reason) == (DeliveryState.FAILED, BLOCKED):
        heed(tx, found.identity_id)
    return news
