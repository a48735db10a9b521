"""The broken lines: for each guarantee what is broken, where, and which tests must notice."""

from dataclasses import dataclass

RULES = "tests/unit/store/test_consent_rules.py"
FACTS = "tests/store/test_memory_facts.py"
GUARANTEES = "tests/store/test_memory_guarantees.py"
RIGHTS = "tests/store/test_memory_rights.py"
BACKUP = "tests/store/test_memory_backup.py"
LINKS = "tests/store/test_memory_links.py"
BETWEEN_US = "tests/store/test_memory_between_us.py"
KEYS = "tests/store/test_memory_keys.py"
AUDIT = "tests/store/test_memory_audit.py"
TALK = "tests/store/test_conversations.py"
CANARIES = "tests/front/test_canaries.py::test_no_canary_is_found_where_it_does_not_belong[sqlite]"
TWINS = "tests/conversations/test_twin_worlds.py::test_what_is_not_allowed_changes_nothing"
BECAUSE = "tests/conversations/test_because.py::test_what_shapes_a_reply_is_named_with_it"
TWO = "tests/conversations/test_two_on_one_account.py"
OWNERS = "tests/store/test_conversations_owners.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One line of `file` broken: `line` becomes `broken`, and `test` must fail."""

    guarantee: str
    says: str
    file: str
    line: str
    broken: str
    test: str


BREAKS = (
    Break(
        guarantee="G1",
        says="facts held back or disputed are used",
        file="store/consent.py",
        line="    if fact.restricted or fact.disputed:",
        broken="    if False:",
        test=f"{RULES}::test_each_case_has_its_answer",
    ),
    Break(
        guarantee="G1",
        says="what was told with care needs no yes of its own",
        file="store/consent.py",
        line="    return live(own, grants, moment, fact.id)",
        broken="    return YES",
        test=f"{RULES}::test_each_case_has_its_answer",
    ),
    Break(
        guarantee="G1",
        says="what may not be used takes the place of what may",
        file="store/memory/factrows.py",
        line="    FactRow.disputed.is_(False),\n",
        broken="",
        test=f"{GUARANTEES}::test_what_may_not_be_used_takes_no_place_from_what_may",
    ),
    Break(
        guarantee="G1",
        says="suggestions use what only its customer may see",
        file="actions/recommend.py",
        line="self.door(recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment)",
        broken="self.door(recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)",
        test=f"{TWINS}[no longer used]",
    ),
    Break(
        guarantee="G1",
        says="what was told against goods counts without permission to use it",
        file="actions/misgivings.py",
        line="means.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment",
        broken="means.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment",
        test=f"{TWINS}[no longer used]",
    ),
    Break(
        guarantee="G2",
        says="whoever knows an id may act on the fact",
        file="store/memory/facts.py",
        line="if not speaks_for(tx, customer, moment, reader) or not consent.reaches(",
        broken="if not consent.reaches(",
        test=f"{GUARANTEES}::test_nobody_reaches_another_nor_learns_that_they_exist",
    ),
    Break(
        guarantee="G2",
        says="a verified stranger counts as the customer",
        file="store/memory/recall.py",
        line="    return replace(moment, assurance=Assurance.ANONYMOUS)",
        broken="    return moment",
        test=f"{FACTS}::test_another_customer_reaches_nothing",
    ),
    Break(
        guarantee="G2",
        says="who says that they are another hears what is the customer's",
        file="store/memory/apart.py",
        line="    return Assurance.ANONYMOUS if encounter is not None and thread.apart == encounter else assurance",
        broken="    return assurance",
        test=f"{TWO}::test_who_says_that_they_are_another_hears_nothing_of_the_customers",
    ),
    Break(
        guarantee="G2",
        says="a number that was given up is its next owner's memory",
        file="store/linking.py",
        line="    return now - heard_at > timedelta(days=days)",
        broken="    return False",
        test="tests/front/test_recycled.py::test_a_number_that_was_silent_for_long_is_a_strangers",
    ),
    Break(
        guarantee="G3",
        says="facts are kept without consent",
        file="store/memory/facts.py",
        line="            _demand(_may_remember(consents.grants(tx, customer), new, explicit, moment))",
        broken="            _may_remember(consents.grants(tx, customer), new, explicit, moment)",
        test=f"{FACTS}::test_nothing_is_remembered_before_consent",
    ),
    Break(
        guarantee="G3",
        says="a withdrawal is written down and changes nothing",
        file="store/consent.py",
        line="    if grant.state not in PERMITTING:\n        return False",
        broken="    if grant.state is ConsentState.REFUSED:\n        return False",
        test=f"{FACTS}::test_withdrawal_bites_in_the_next_statement",
    ),
    Break(
        guarantee="G3",
        says="a backup brings a withdrawn permission back",
        file="store/memory/consents.py",
        line="            if deciding.takes_back(state, known, purpose, fact):",
        broken="            if False:",
        test=f"{BACKUP}::test_a_backup_brings_back_nothing_that_was_taken_back",
    ),
    Break(
        guarantee="G3",
        says="a backup widens a permission",
        file="store/memory/consents.py",
        line="            if deciding.changes_terms(grant, known):",
        broken="            if False:",
        test=f"{BACKUP}::test_a_backup_widens_no_permission",
    ),
    Break(
        guarantee="G3",
        says="what was taken back still goes out",
        file="bot/front/clearance.py",
        line="    if delivery.taken_back:",
        broken="    if False:",
        test="tests/front/test_hooks_sending.py::test_what_was_taken_back_is_in_no_message_that_still_waits",
    ),
    Break(
        guarantee="G3",
        says="what was called wrong or held back still goes out",
        file="store/memory/resting.py",
        line="    if factrows.set_aside_since(tx, shaped, row.message_id):",
        broken="    if False:",
        test="tests/front/test_hooks_sending.py::test_what_was_taken_back_is_in_no_message_that_still_waits",
    ),
    Break(
        guarantee="G3",
        says="a release that never counted ends a hold",
        file="store/memory/restored.py",
        line="        elif not held or decided.isdisjoint(held):",
        broken="        else:",
        test=f"{BACKUP}::test_a_hold_that_died_before_it_counted_undoes_nothing_said_since",
    ),
    Break(
        guarantee="G4",
        says="a backup is brought back into an open house",
        file="bot/keeping.py",
        line="    with alone(settings.database), TemporaryDirectory(dir=settings.var) as opened:",
        broken="    with TemporaryDirectory(dir=settings.var) as opened:",
        test="tests/front/test_keeping.py::test_nothing_is_brought_back_into_an_open_house",
    ),
    Break(
        guarantee="G4",
        says="an erasure is not written into the ledger outside",
        file="store/memory/rights.py",
        line="    outside.write_erased(tx, erasure, refs.identities)",
        broken="    pass",
        test=f"{RIGHTS}::test_an_older_backup_does_not_bring_anybody_back",
    ),
    Break(
        guarantee="G4",
        says="a line that was cut short takes the next erasure with it",
        file="store/ledger.py",
        line="            _write(file, _line_end(file) + msgspec.json.encode(line) + b\"\\n\")",
        broken="            _write(file, msgspec.json.encode(line) + b\"\\n\")",
        test=f"{RIGHTS}::test_a_line_cut_short_takes_no_erasure_with_it",
    ),
    Break(
        guarantee="G4",
        says="a backup brings a forgotten fact back",
        file="store/memory/facts.py",
        line="            outside.write_taken_back(tx, Deed.FORGOTTEN, look, customer, gone)\n",
        broken="",
        test=f"{BACKUP}::test_a_backup_brings_back_nothing_that_was_taken_back",
    ),
    Break(
        guarantee="G4",
        says="a backup undoes what was put right",
        file="store/memory/facts.py",
        line="            outside.write_taken_back(tx, deed, look, customer, [fact])\n",
        broken="",
        test=f"{BACKUP}::test_a_backup_undoes_nothing_that_was_put_right",
    ),
    Break(
        guarantee="G4",
        says="deleted bytes stay in the file",
        file="store/engine.py",
        line='            "secure_delete=ON",',
        broken='            "secure_delete=OFF",',
        test=f"{KEYS}::test_erased_bytes_are_gone_from_the_file",
    ),
    Break(
        guarantee="G4",
        says="another process keeps the key of who was erased",
        file="store/memory/store.py",
        line="        self.cache.drop_old()\n",
        broken="",
        test=f"{KEYS}::test_another_process_opens_nothing_of_who_was_erased_ten_seconds_later",
    ),
    Break(
        guarantee="G4",
        says="a receipt calls a failed place empty",
        file="store/memory/rights.py",
        line="        return PlaceReport(place=place.name, found=found, left=None, error=type(error).__name__)",
        broken="        return PlaceReport(place=place.name, found=found, left=0)",
        test=f"{RIGHTS}::test_a_place_that_fails_keeps_the_request_open",
    ),
    Break(
        guarantee="G4",
        says="a customer's words lie in clear in the file",
        file="store/memory/consents.py",
        line='        "captured_by": capture.captured_by,',
        broken='        "captured_by": capture.words,',
        test=f"{KEYS}::test_a_stolen_file_shows_no_word_no_name_and_no_address",
    ),
    Break(
        guarantee="G4",
        says="what the shop erased stays in its log",
        file="shop/demo/records.py",
        line="        self._database.fold()",
        broken="        pass",
        test=CANARIES,
    ),
    Break(
        guarantee="G5",
        says="everything is kept a second longer",
        file="store/retention.py",
        line="    return now - timedelta(days=getattr(retention, setting))",
        broken="    return now - timedelta(days=getattr(retention, setting), seconds=1)",
        test=f"{RIGHTS}::test_retention_is_to_the_second",
    ),
    Break(
        guarantee="G5",
        says="what has run out serves until the next run",
        file="store/consent.py",
        line="    if any(end is not None and not before(now, end) for end in (fact.valid_to, fact.kept_until)):",
        broken="    if False:",
        test=f"{RULES}::test_each_case_has_its_answer",
    ),
    Break(
        guarantee="G5",
        says="an order past its time answers until the next run",
        file="store/memory/history.py",
        line='    .where(OrderRow.identity_id.in_(_IDS), OrderRow.state_at > bindparam("orders"))',
        broken="    .where(OrderRow.identity_id.in_(_IDS))",
        test="tests/store/test_memory_records.py::test_what_was_kept_long_enough_is_used_no_more_before_any_run",
    ),
    Break(
        guarantee="G6",
        says="a message that comes again is another message",
        file="store/memory/intake.py",
        line="    if before is not None:",
        broken="    if False:",
        test=f"{TALK}::test_the_same_message_again_has_the_same_place_and_no_second_turn",
    ),
    Break(
        guarantee="G7",
        says="replies forget what shaped them",
        file="store/memory/because.py",
        line="    if not shaped:\n        return {}",
        broken="    if shaped is not None:\n        return {}",
        test=f"{TALK}::test_a_forgotten_fact_vanishes_from_what_it_explained",
    ),
    Break(
        guarantee="G7",
        says="an order is begun in a remembered size without a word of it",
        file="actions/purchases.py",
        line="        return replace(words, because=facts_of_size((await brief_of(f)).facts, product, size))",
        broken="        return words",
        test=BECAUSE,
    ),
    Break(
        guarantee="G7",
        says="a remembered size leaves everything out and is not named",
        file="actions/respecting.py",
        line="*(product for product in left_out if not comes_in(product, tastes))",
        broken="",
        test=BECAUSE,
    ),
    Break(
        guarantee="G8",
        says="whoever does not own a conversation speaks in it",
        file="store/memory/speaking.py",
        line="    if not allowed.allowed:\n        raise NotOwner(allowed.reason)",
        broken="    if False:\n        raise NotOwner(allowed.reason)",
        test=f"{OWNERS}::test_only_the_owner_speaks_as_an_agent",
    ),
    Break(
        guarantee="G9",
        says="who spent most comes first in the queue",
        file="store/memory/desk_queue.py",
        line="    return desk_rules.in_order(_queued(tx, row) for row in tx.db.execute(_HANDED))",
        broken="""    from store.tables.records import OrderRow

    tx.as_house()
    spent = select(OrderRow.identity_id, func.sum(OrderRow.total)).group_by(OrderRow.identity_id)
    worth = {identity: total for identity, total in tx.db.execute(spent)}
    rows = sorted(tx.db.execute(_HANDED).all(), key=lambda row: -worth.get(row.identity_id, 0))
    return tuple(_queued(tx, row) for row in rows)""",
        test="tests/store/test_worth_changes_nothing.py::test_worth_that_changes_moves_nothing",
    ),
    Break(
        guarantee="G10",
        says="agents see facts without the customer's yes",
        file="store/consent.py",
        line="    (Reader.AGENT, Purpose.STAFF): (Purpose.MEMORY, Purpose.STAFF),",
        broken="    (Reader.AGENT, Purpose.STAFF): (Purpose.MEMORY,),",
        test=f"{FACTS}::test_an_agent_needs_the_staff_permission",
    ),
    Break(
        guarantee="G10",
        says="what was told between us is shown to agents",
        file="store/memory/turns.py",
        line="    if confided(outcome.events):",
        broken="    if False:",
        test=f"{BETWEEN_US}::test_what_was_confided_in_an_earlier_session_is_held_back_with_its_answer",
    ),
    Break(
        guarantee="G10",
        says="a backup makes a confidence less than one",
        file="store/memory/desk.py",
        line="            outside.write_taken_back(tx, Deed.CONFIDED, look, at_hand.thread.customer, [fact])\n",
        broken="",
        test=f"{BETWEEN_US}::test_a_backup_makes_no_confidence_less_than_one",
    ),
    Break(
        guarantee="G11",
        says="a backup joins again who parted",
        file="store/memory/links.py",
        line="    outside.write_taken_back(tx, Deed.PARTED, look, row.customer_id, [identity])\n",
        broken="",
        test=f"{BACKUP}::test_a_backup_joins_nobody_again_who_parted",
    ),
    Break(
        guarantee="G11",
        says="parting leaves the identity where it was joined",
        file="store/memory/links.py",
        line='    tx.db.execute(_MOVE, {"identity": identity, "to": row.home_customer_id})',
        broken='    tx.db.execute(_MOVE, {"identity": identity, "to": row.customer_id})',
        test=f"{LINKS}::test_parting_gives_each_fact_back_to_where_it_came_from",
    ),
    Break(
        guarantee="G12",
        says="what was typed is markup in the chat",
        file="bot/chat/static/chat/dom.js",
        line="  node.append(...children.flat().filter(",
        broken="""  for (const child of children.flat()) if (child) {
    child instanceof Node ? node.append(child) : node.insertAdjacentHTML("beforeend", child);
  }
  [].concat(children.flat().filter(""",
        test="tests/browser/test_inert.py::test_what_is_typed_is_shown_as_it_was_typed",
    ),
    Break(
        guarantee="G12",
        says="what was said is markup in the page that is exported",
        file="bot/me/export.py",
        line="    pages = Environment(loader=folder, autoescape=True, undefined=StrictUndefined)",
        broken="    pages = Environment(loader=folder, autoescape=False, undefined=StrictUndefined)",
        test="tests/unit/chat/test_readable.py::test_each_row_is_a_sentence_of_the_customers",
    ),
    Break(
        guarantee="G13",
        says="an export leaves a table out",
        file="store/memory/walk.py",
        line="for name, table in reversed(_tables())",
        broken='for name, table in reversed(_tables()) if name != "effects"',
        test=f"{GUARANTEES}::test_an_export_has_every_row_of_every_table",
    ),
    Break(
        guarantee="G14",
        says="consent is not read again when contact goes out",
        file="bot/front/clearance.py",
        line="    if delivery.outreach:",
        broken="    if False:",
        test="tests/front/test_hooks_sending.py::test_contact_that_was_withdrawn_meanwhile_is_not_made",
    ),
    Break(
        guarantee="G14",
        says="STOP goes unheard beside a person",
        file="bot/front/stopping.py",
        line="    asked = Stop.NO if turn.choice else stop_asked(turn.text, turn.channel)",
        broken='    asked = Stop.NO if turn.owner != "assistant" else stop_asked(turn.text, turn.channel)',
        test="tests/front/test_desk.py::test_stop_is_heeded_beside_a_person_and_ends_nothing_else",
    ),
    Break(
        guarantee="G15",
        says="errors repeat what was said",
        file="store/engine.py",
        line="        engine = create_engine(address, hide_parameters=True, pool_size=10",
        broken="        engine = create_engine(address, hide_parameters=False, pool_size=10",
        test=f"{GUARANTEES}::test_errors_repeat_nothing_personal",
    ),
    Break(
        guarantee="G15",
        says="live updates carry names to Redis",
        file="bot/front/relay.py",
        line="    kept = {name: news[name] for name in _FIELDS if name in news}",
        broken="    kept = dict(news)",
        test="tests/front/test_relay.py::test_what_happens_here_is_heard_there_by_kind_and_id",
    ),
    Break(
        guarantee="G15",
        says="the audit holds people's own reasons in clear",
        file="store/memory/store.py",
        line='                "reason": reason,',
        broken='                "reason": reason or note,',
        test=CANARIES,
    ),
    Break(
        guarantee="G16",
        says="the house calls home once it is open",
        file="bot/serve.py",
        line="        await stop.wait()",
        broken="""        calls_home = asyncio.to_thread(socket.getaddrinfo, "home.example", 443)
        await asyncio.gather(calls_home, stop.wait(), return_exceptions=True)""",
        test=CANARIES,
    ),
    Break(
        guarantee="audit",
        says="the chain does not bind the reason",
        file="store/memory/audit.py",
        line="        *(row.identity_id, row.subjects, row.reason, note),",
        broken="        *(row.identity_id, row.subjects, note),",
        test=f"{AUDIT}::test_tampering_is_found_and_named",
    ),
)
