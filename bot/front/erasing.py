"""Erasing a customer while the house is open: the memory first, then every screen and cache that still shows them."""

from bot.engine.host import Engine
from bot.front.live import Live
from store import Door, ErasureReceipt, Memory, Moment, Reader


class Erasing:
    """Erases through the memory and tells whoever has the conversations open."""

    def __init__(self, memory: Memory, door: Door, engine: Engine, live: Live) -> None:
        self._memory = memory
        self._door = door
        self._engine = engine
        self._live = live

    async def erase(self, customer: str, moment: Moment, reader: Reader, reason: str = "") -> ErasureReceipt:
        """Erases as far as this moment reaches; the receipt comes from looking again."""
        conversations = await self._door(self._memory.conversations.of_customer, customer)
        receipt = await self._door(self._memory.rights.erase, customer, moment, reader, reason)
        for conversation in conversations:
            self.gone(conversation)
        return receipt

    def gone(self, conversation: str) -> None:
        """Drops what this process still holds of an erased conversation."""
        self._engine.forget(conversation)
        self._live.publish(f"conversation:{conversation}", {"type": "forgotten"})
