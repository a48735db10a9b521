"""Erasing a customer while the house is open: the memory first, then every screen and cache that still shows them."""

from bot.front.turns import Turns
from store import Door, ErasureReceipt, Memory, Moment, Reader


class Erasing:
    """Erases through the memory and tells whoever has the conversations open."""

    def __init__(self, memory: Memory, door: Door, turns: Turns) -> None:
        self._memory = memory
        self._door = door
        self._turns = turns

    async def erase(self, customer: str, moment: Moment, reader: Reader, reason: str = "") -> ErasureReceipt:
        """Erases as far as this moment reaches; the receipt comes from looking again."""
        conversations = await self._door(self._memory.conversations.of_customer, customer)
        receipt = await self._door(self._memory.rights.erase, customer, moment, reader, reason)
        for conversation in conversations:
            self._turns.erased(conversation)
        return receipt
