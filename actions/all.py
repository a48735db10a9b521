"""Every action that the domain names, given its means."""

from actions import attention, belonging, everyday, handoff, linking, privacy, relationship
from actions.accounts import ChangeDetails, HelpSignIn
from actions.addresses import ChangeAddress
from actions.bookings import CancelBooking, MoveBooking, TellBooking
from actions.changes import ChangeOrder
from actions.forms import task_actions
from actions.house import TellDelivery, TellOffers, TellPaymentMethods, TellReturnPolicy, TellStores
from actions.orders import CancelOrder, CancelThat, PaymentTrouble, Reorder, RequestInvoice, TrackOrder
from actions.points import PointsNow, RedeemPoints
from actions.products import TellProduct
from actions.purchases import PlaceOrder
from actions.recommend import Recommend
from actions.returns import ReportProblem, ReturnItem, TrackRefund
from actions.tasks import Task
from actions.turn import CareAction, Means
from actions.visits import BookVisit

KINDS: tuple[type[CareAction], ...] = (
    everyday.Greet,
    everyday.Repeat,
    everyday.NotUnderstood,
    handoff.CallBack,
    handoff.HandOver,
    relationship.Hear,
    attention.AskPromise,
    attention.RemindMe,
    attention.SetContactTerms,
    attention.SetRelationship,
    belonging.JoinClub,
    belonging.Leave,
    belonging.LeaveClub,
    belonging.ShareMessage,
    belonging.TakeComplaint,
    belonging.TakePraise,
    linking.LinkIdentity,
    privacy.TellMemory,
    privacy.Explain,
    privacy.Correct,
    privacy.ForgetFact,
    privacy.AskForgetMe,
    privacy.ForgetMe,
    privacy.Export,
    privacy.AllowMemory,
    privacy.RefuseMemory,
    privacy.Permit,
    privacy.Withdraw,
    CancelThat,
    PointsNow,
    Recommend,
    TellBooking,
    TellDelivery,
    TellOffers,
    TellPaymentMethods,
    TellProduct,
    TellReturnPolicy,
    TellStores,
    TrackRefund,
)
TASKS: tuple[type[Task], ...] = (
    BookVisit,
    CancelBooking,
    CancelOrder,
    ChangeAddress,
    ChangeDetails,
    ChangeOrder,
    HelpSignIn,
    MoveBooking,
    PaymentTrouble,
    PlaceOrder,
    RedeemPoints,
    Reorder,
    ReportProblem,
    RequestInvoice,
    ReturnItem,
    TrackOrder,
)


def all_actions(means: Means) -> list[CareAction]:
    return [*(kind(means) for kind in KINDS), *task_actions(means, TASKS)]
