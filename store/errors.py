"""What can go wrong at the memory's door. The docstring of each class is its message."""


class StoreError(Exception):
    """The memory could not do this."""

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or (self.__doc__ or "").strip())


class StoreUnavailable(StoreError):
    """The database is away or locked; nothing was changed."""


class Deadlock(StoreUnavailable):
    """Two writes waited for each other, and this one was undone; nothing was changed."""


class HouseRestored(StoreUnavailable):
    """A backup is being brought back into this database; wait until that is done."""


class HouseOpen(StoreError):
    """The house is open on this database: close every process of it, then restore. Nothing was changed."""


class CustomerUnknown(StoreError):
    """No such customer."""


class ConversationUnknown(StoreError):
    """No such conversation."""


class FactUnknown(StoreError):
    """No such fact."""


class MessageConflict(StoreError):
    """A message with this id was accepted before, with other content."""


class NotAllowed(StoreError):
    """No live permission covers this."""


class StaleTurn(StoreError):
    """Another worker has taken this turn, or the conversation was erased meanwhile."""


class NaiveTime(StoreError):
    """A time without a zone was given; every time here is aware."""


class WrongKey(StoreError):
    """This house key does not open what is stored."""


class TurnUnknown(StoreError):
    """No such message, or it was erased."""


class OwnershipConflict(StoreError):
    """Somebody else was first, or this cannot be done as the conversation stands."""


class NotOwner(StoreError):
    """Whoever does not own a conversation cannot speak or decide in it."""


class TokenUsed(StoreError):
    """This token was used before; each serves once."""


class Conflict(StoreError):
    """Another write came between; nothing was changed."""


class ImpossibleTime(StoreError):
    """This time cannot be: it lies in the future, or ends before it begins."""


class TooLong(StoreError):
    """This is too long to be remembered."""


class DeliveryUnknown(StoreError):
    """No such delivery, or it was erased."""


class AgentUnknown(StoreError):
    """Nobody of that name works at the desk."""


class GestureUnknown(StoreError):
    """No such gesture."""


class SignInRefused(StoreError):
    """These do not belong together: address, password, or the six digits."""


class SubjectInvalid(StoreError):
    """A subject is channel:address, with an address of 1 to 256 characters."""


class PromiseUnknown(StoreError):
    """No such promise."""


class NoteUnknown(StoreError):
    """No such note stands."""


class AboutSomebody(StoreError):
    """A house note holds nobody's data: no name with a title or of who acts, number, address, order, he or she."""


class MessageUnknown(StoreError):
    """No such message waits."""
