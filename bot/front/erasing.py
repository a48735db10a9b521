"""Erasing a customer while the house is open: the memory first, then every screen and cache that still shows them."""

from collections.abc import Callable

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
        rights = self._memory.rights
        return await self._telling(customer, lambda: rights.erase(customer, moment, reader, reason))

    async def erase_identity(self, customer: str, identity: str, moment: Moment, reader: Reader) -> ErasureReceipt:
        """Erases one identity with all that it told; the customer's others stay."""
        rights = self._memory.rights
        return await self._telling(customer, lambda: rights.erase_identity(customer, identity, reader, moment))

    async def _telling(self, customer: str, erase: Callable[[], ErasureReceipt]) -> ErasureReceipt:
        before = await self._door(self._memory.conversations.of_customer, customer)
        receipt = await self._door(erase)
        left = await self._door(self._memory.conversations.of_customer, customer)
        for conversation in before:
            if conversation not in left:
                self._turns.erased(conversation)
        return receipt
