"""What is said between the assistant and the business: orders, products, points and people.

Everything is frozen. Times are aware, money is a Decimal with its currency, and an empty
string or tuple means "not given". Bookings and the house's own facts are in `shop.places`.
"""

from shop.values.base import Address, Aware, CustomerRef, Money
from shop.values.orders import (
    Basket,
    Invoice,
    Item,
    LineChange,
    Order,
    OrderLine,
    OrderStatus,
    Payment,
    PaymentStatus,
    Problem,
    ProblemKind,
    ProblemReport,
    Refund,
    RefundStatus,
    Return,
    ReturnRequest,
    Wish,
)
from shop.values.people import (
    AccountStatus,
    CustomerDetails,
    DetailsChange,
    Erased,
    Held,
    PointsBalance,
    PointsEntry,
    Redemption,
    SignInHelp,
)
from shop.values.products import BoughtTogether, Material, Product, ProductQuery, Variant

__all__ = [
    "AccountStatus",
    "Address",
    "Aware",
    "Basket",
    "BoughtTogether",
    "CustomerDetails",
    "CustomerRef",
    "DetailsChange",
    "Erased",
    "Held",
    "Invoice",
    "Item",
    "LineChange",
    "Material",
    "Money",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Payment",
    "PaymentStatus",
    "PointsBalance",
    "PointsEntry",
    "Problem",
    "ProblemKind",
    "ProblemReport",
    "Product",
    "ProductQuery",
    "Redemption",
    "Refund",
    "RefundStatus",
    "Return",
    "ReturnRequest",
    "SignInHelp",
    "Variant",
    "Wish",
]
