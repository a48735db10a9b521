"""When two readings of a message are so close that asking is better than guessing."""

from collections.abc import Sequence

MARGIN = 0.15
LEAST = 0.25  # a second reading below this is no rival

# What a question can tell apart and a customer can choose from. Feelings, confidences and small talk are answered
# as they are read: asking "did you mean that you are sad?" would be tactless, and danger never waits for an answer.
TASKS = frozenset({
    "place_order", "track_order", "cancel_order", "change_order", "reorder", "return_item", "report_item_problem",
    "track_refund", "change_address", "change_details", "request_invoice", "payment_problem", "account_problem",
    "points_balance", "redeem_points",
    "ask_product", "recommend", "ask_offers", "ask_delivery_options", "ask_return_policy", "ask_payment_methods",
    "ask_store_info", "book_visit", "ask_booking", "change_booking", "cancel_booking",
    "ask_promise", "join_club", "leave_club", "leave", "share_message",
    "ask_memory", "why_said", "correct_memory", "forget_fact", "forget_me", "export_data", "allow_memory",
    "stop_memory", "allow_contact", "stop_contact", "set_contact_terms", "remind_me", "link_identity", "allow_staff",
    "stop_staff", "set_relationship",
    "ask_human", "request_callback",
})  # fmt: skip


def close_readings(ranking: Sequence[tuple[str, float]]) -> list[str]:
    """The two likeliest intents where both are tasks and nearly as likely as each other, else nothing."""
    if len(ranking) < 2:
        return []
    (first, likelier), (second, likely) = ranking[:2]
    if first == "ask_human":  # who asks for a person is asked nothing; "never mind" undoes it
        return []
    if likely < LEAST or likelier - likely >= MARGIN or not {first, second} <= TASKS:
        return []
    return [first, second]
