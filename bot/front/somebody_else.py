"""Two people on one account or device: who says that they are another is told nothing of the customer's."""

from dataclasses import replace

from bot.front.stopping import Speaker
from bot.front.taking import ReadTail, TurnTaker
from bot.front.whos_there import Claim, Who, who_speaks
from store import Assurance, Door, Memory, Moment, NotAllowed, Purpose, Reader, Turn, TurnOutcome

APART, BACK, NOT_THEIRS = "utter_somebody_else", "utter_customer_again", "utter_customers_alone"
AGAIN = "/customer_again"  # what the choice beside the first means


class SomebodyElse:
    """Hears who says that they are not the customer, before anybody else does; the rest is for `inner`."""

    def __init__(self, memory: Memory, door: Door, speaker: Speaker, inner: TurnTaker) -> None:
        self._memory = memory
        self._door = door
        self._speaker = speaker
        self._inner = inner

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; what somebody says of who they are is heard by nobody else, and kept as no fact."""
        said = await self._said_of_themselves(turn)
        if said.claim is Claim.NONE:
            return await self._answer(turn, read_tail)
        apart = await self._door(self._memory.conversations.is_apart, turn.identity)
        if said.claim is Claim.CUSTOMER and (apart or turn.choice):
            await self._door(self._memory.conversations.rejoin, turn)
            return await self._answered(turn, BACK)
        if said.claim is Claim.ANOTHER and not apart:
            await self._door(self._memory.conversations.part, turn)
            return await self._went_on(await self._answered(turn, APART), turn, said.rest, read_tail)
        return await self._answer(turn, read_tail)

    def forget(self, conversation: str) -> None:
        self._inner.forget(conversation)

    async def _said_of_themselves(self, turn: Turn) -> Who:
        if turn.choice is not None:
            return Who(Claim.CUSTOMER if turn.choice.payload == AGAIN else Claim.NONE)
        said = who_speaks(turn.text)
        return said.among(await self._names(turn)) if said.name else said

    async def _names(self, turn: Turn) -> tuple[str, ...]:
        """How the customer asked to be called: names that a channel shows say nothing of who writes."""
        sure = max(turn.assurance, Assurance.CHANNEL)  # also while somebody else speaks: it is only compared
        moment = Moment(now=turn.received_at, channel=turn.channel, identity=turn.identity, assurance=sure)
        recall = self._memory.recall
        brief = await self._door(recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, moment)
        return tuple(fact.about for fact in brief.facts if (fact.kind, fact.stance) == ("form_of_address", "need"))

    async def _answer(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        try:
            return await self._inner.take_turn(turn, read_tail)
        except NotAllowed:  # such as a permission, which nobody gives for another
            if turn.assurance > Assurance.ANONYMOUS:
                raise
            return await self._answered(turn, NOT_THEIRS)

    async def _answered(self, turn: Turn, response: str) -> TurnOutcome:
        said = await self._speaker.says(response, turn.language or turn.hint, f"{turn.seq}.0")
        self.forget(turn.conversation)  # what the engine had in mind was of the other one
        return TurnOutcome(replies=(said,), events=())

    async def _went_on(self, said: TurnOutcome, turn: Turn, rest: str, read_tail: ReadTail) -> TurnOutcome:
        if not rest:
            return said
        nobody = replace(turn, text=rest, assurance=Assurance.ANONYMOUS)
        outcome = await self._answer(nobody, read_tail)
        return replace(outcome, replies=(*said.replies, *outcome.replies))
