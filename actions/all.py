"""Every action that the domain names, given its means."""

from actions import (
    attention,
    belonging,
    callback,
    closing,
    everyday,
    greeting,
    handoff,
    languages,
    linking,
    not_followed,
    privacy,
    relationship,
    remembered,
    remembering,
    reminders,
)
from actions.accounts import ChangeDetails, HelpSignIn
from actions.addresses import ChangeAddress
from actions.basket import TellBasket
from actions.bookings import CancelBooking, MoveBooking, TellBooking
from actions.changes import ChangeOrder
from actions.delivery import TellDelivery
from actions.forms import task_actions
from actions.hearing_beside import HearBeside
from actions.house import TellOffers, TellPaymentMethods, TellReturnPolicy, TellStores
from actions.how_it_stands import TellPermission
from actions.on_file import TellDetails
from actions.orders import CancelOrder, CancelThat, PaymentTrouble, RequestInvoice
from actions.own_name import TellOwnName
from actions.past_orders import TellOrders
from actions.points import PointsNow, RedeemPoints
from actions.points_missing import ReportPoints
from actions.problems import ReportProblem
from actions.products import TellProduct
from actions.purchases import PlaceOrder
from actions.putting_right import Correct
from actions.reasons import TellWhy
from actions.recommend import Recommend, TakeUp
from actions.refunds import TrackRefund
from actions.reorder import Reorder
from actions.returns import ReturnItem
from actions.surveys import AnswerQuestion
from actions.tasks import Task
from actions.tracking import TrackOrder
from actions.turn import CareAction, Means
from actions.visits import BookVisit

KINDS: tuple[type[CareAction], ...] = (
    closing.BareAnswer,
    closing.KeepSummary,
    closing.Rate,
    AnswerQuestion,
    everyday.FindRegister,
    greeting.Greet,
    everyday.Drop,
    everyday.Repeat,
    callback.CallBack,
    handoff.HandOver,
    remembering.AllowMemory,
    remembering.AllowOne,
    remembering.RefuseMemory,
    remembering.RefuseOne,
    relationship.Hear,
    HearBeside,
    attention.AskPromise,
    reminders.RemindMe,
    attention.SetContactTerms,
    attention.SetRelationship,
    belonging.JoinClub,
    belonging.Leave,
    belonging.LeaveClub,
    belonging.ShareMessage,
    belonging.TakeComplaint,
    belonging.TakePraise,
    languages.NoteLanguage,
    linking.LinkIdentity,
    remembered.TellMemory,
    TellOwnName,
    TellDetails,
    remembered.Explain,
    Correct,
    remembered.ForgetFact,
    privacy.AskForgetMe,
    privacy.ForgetMe,
    privacy.TellKeptHowLong,
    privacy.Export,
    privacy.Permit,
    privacy.Withdraw,
    TellPermission,
    not_followed.Decline,
    not_followed.NotUnderstood,
    CancelThat,
    PointsNow,
    Recommend,
    TakeUp,
    TellWhy,
    TellBasket,
    TellOrders,
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
    ReportPoints,
    ReportProblem,
    RequestInvoice,
    ReturnItem,
    TrackOrder,
)


def all_actions(means: Means) -> list[CareAction]:
    return [*(kind(means) for kind in KINDS), *task_actions(means, TASKS)]
