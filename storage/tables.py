"""Every table on one page. Constraints are named, and each index says whom it serves.

Dates are DATE, moments are UtcDateTime (aware, UTC), real ticks (leases, slots, pauses) are FLOAT seconds since the epoch.
Rows of `updates` and `audit` are appended and never changed; everything derived from them can be computed again.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    false,
    literal_column,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. `DateTime(timezone=True)` alone drops the offset on SQLite; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone was given to the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(column: str, target: str, *, nullable: bool = False) -> Column[Any]:
    return Column(column, Integer, ForeignKey(f"{target}.id", ondelete="RESTRICT"), nullable=nullable)


# --- the plan -------------------------------------------------------------------------------------------------------------
plans = Table(
    "plans",
    metadata,
    _id(),
    Column("number", String(60), nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("short_title", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("issued", Date, nullable=False),
    Column("loaded_on", Date, nullable=False),
    Column("body", JSON, nullable=False),  # the paper as it was read: what `plan show` prints
    UniqueConstraint("number", "year"),
)
agencies = Table(
    "agencies",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("slug", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("short", String(60), nullable=False),
    Column("abbreviations", JSON, nullable=False),
    Column("ended_on", Date),  # the last day before a merger: from the next on its open work is the successor's
    _to("successor_id", "agencies", nullable=True),
    CheckConstraint("(ended_on IS NULL) = (successor_id IS NULL)", name="end_names_the_successor"),
)
groups = Table(
    "groups",
    metadata,
    _id(),
    _to("plan_id", "plans"),
    Column("numeral", String(10), nullable=False),
    Column("title", Text, nullable=False),
    _to("followed_by", "agencies", nullable=True),
    UniqueConstraint("plan_id", "numeral"),
)
activities = Table(
    "activities",
    metadata,
    _id(),
    _to("plan_id", "plans"),
    _to("group_id", "groups"),
    Column("position", Integer, nullable=False),
    Column("code", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("short_title", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("deadline_text", Text, nullable=False),
    Column("lead_text", Text, nullable=False),
    Column("coordinating_text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("confirm", Boolean, nullable=False, server_default=false()),  # "xong" waits for an admin's confirmation
    Column("added_on", Date),  # given beyond the paper, by this document; empty for what the paper has
    Column("basis", String(120), nullable=False, server_default=""),
    Column("body", JSON),  # of what was added: what `plan show` prints beside the paper
    Column("withdrawn_on", Date),  # added by a slip, and nobody is asked about it; its code is never given again
    UniqueConstraint("plan_id", "code"),
    Index("ix_activities_code", "code"),  # one activity, by the code that a person writes
    Index("ix_activities_group_id", "group_id"),  # the activities of a group
)
assignments = Table(
    "assignments",
    metadata,
    _id(),
    _to("activity_id", "activities"),
    _to("agency_id", "agencies"),
    Column("role", String(12), nullable=False),
    Column("named", Boolean, nullable=False),  # by its own name, not as a member of a group
    UniqueConstraint("activity_id", "agency_id", "role"),
    CheckConstraint("role IN ('lead', 'coordinate')", name="role"),
    Index("ix_assignments_agency_id_role", "agency_id", "role"),  # an agency's own card; the coordination line
)
_BLOCKED = "blocked_since IS NOT NULL"
_ASKED = "extension_asked IS NOT NULL"
occurrences = Table(
    "occurrences",
    metadata,
    _id(),
    Column("key", String(240), nullable=False, unique=True),
    _to("activity_id", "activities"),
    _to("agency_id", "agencies"),
    Column("kind", String(12), nullable=False),
    Column("period", String(40), nullable=False),
    Column("planned_due", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("next_due", Date),
    Column("since", Date, nullable=False),
    Column("done_at_import", Boolean, nullable=False, server_default=false()),
    Column("held", Boolean, nullable=False, server_default=false()),  # overdue when loaded: an admin decides first
    Column("closed_on", Date),  # the day it was reported done or taken out of the plan; empty while it is open
    Column("nudged_through", Date, nullable=False),  # words up to this day have had their turn
    Column("next_nudge_on", Date),  # the working day of the next word; empty where nothing is left to say
    # what its updates come to (`plan_data.gist`), so that counting and finding work reads no history
    Column("stage", String(12), nullable=False, server_default="not_started"),
    Column("finished_on", Date),  # decides on time or late
    Column("blocked_since", Date),
    Column("extension_asked", Date),  # the date that waits for a decision
    Column("proposed", Boolean, nullable=False, server_default=false()),  # that it is another agency's, not decided yet
    Column("answered_at", UtcDateTime),  # its agency's newest word
    Column("said_at", UtcDateTime),  # the newest of its updates
    Column("times_said", Integer, nullable=False, server_default=text("0")),  # how many there are
    Column("deciding", JSON, nullable=False, server_default="[]"),  # ids of the few updates that decide where it stands
    CheckConstraint("kind IN ('dated', 'periodic', 'check_in')", name="kind"),
    CheckConstraint(
        "stage IN ('not_started', 'in_progress', 'awaiting', 'done', 'ongoing', 'out_of_plan')",
        name="stage",
    ),
    CheckConstraint("next_nudge_on > nudged_through", name="nudge_moves_forward"),
    Index("ix_occurrences_next_nudge_on", "next_nudge_on"),  # the scan: cost follows what is due
    Index("ix_occurrences_agency_id_closed_on_due", "agency_id", "closed_on", "due"),  # an agency's open work
    Index("ix_occurrences_closed_on_due", "closed_on", "due"),  # what is open by its due date, what was done in a week
    # one activity over its agencies; the lists of a group, and its cells out of the index alone
    Index("ix_occurrences_activity_id", "activity_id", "stage", "due", "finished_on"),
    Index("ix_occurrences_stage_due", "stage", "due", "agency_id"),  # lists over the whole plan, and how many there are
    Index("ix_occurrences_due", "due"),  # what falls due in a week or a quarter, whatever its stage
    # the overview: every cell of every agency out of the index alone
    Index(
        "ix_occurrences_cells",
        "agency_id",
        "stage",
        "due",
        "finished_on",
        "blocked_since",
        "extension_asked",
        "proposed",
        "activity_id",
    ),
    # what is in the way, what waits for a decision, what was overdue when it was loaded: nothing else is in them
    Index(
        "ix_occurrences_blocked",
        "agency_id",
        "due",
        "stage",
        "blocked_since",
        sqlite_where=text(_BLOCKED),
        postgresql_where=text(_BLOCKED),
    ),
    Index(
        "ix_occurrences_asked",
        "agency_id",
        "due",
        "extension_asked",
        sqlite_where=text(_ASKED),
        postgresql_where=text(_ASKED),
    ),
    Index("ix_occurrences_held", "stage", sqlite_where=text("held = 1"), postgresql_where=text("held")),
)

report_snapshots = Table(
    "report_snapshots",
    metadata,
    _id(),
    _to("plan_id", "plans"),
    Column("period", String(10), nullable=False),  # "2024-Q1"
    Column("cut_off", Date, nullable=False),
    Column("frozen_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),  # the report as it was computed; appended, and never changed
    UniqueConstraint("plan_id", "period"),  # frozen once, whoever freezes; and how the report of a period is found
)

# --- people -----------------------------------------------------------------------------------------------------------------
contacts = Table(
    "contacts",
    metadata,
    _id(),
    Column("name", String(120), nullable=False),
    Column("phone", String(20)),
    Column("language", String(2), nullable=False),
    Column("hour", Time, nullable=False),
    Column("quiet_weekdays", String(7), nullable=False, server_default=""),  # "15": no digest on Mondays and Fridays
    Index("ix_contacts_phone", "phone"),  # joining by sharing one's own number
)
roles = Table(
    "roles",
    metadata,
    _id(),
    _to("contact_id", "contacts"),
    _to("agency_id", "agencies", nullable=True),  # empty for an admin of the whole plan
    Column("role", String(12), nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    # handed over: that role ends when this one has begun and its holder has joined
    Column("replaces_id", Integer, ForeignKey("roles.id", ondelete="SET NULL")),
    CheckConstraint("role IN ('focal', 'deputy', 'head', 'follower', 'admin')", name="role"),
    CheckConstraint("role = 'admin' OR agency_id IS NOT NULL", name="agency_of_role"),
    UniqueConstraint("contact_id", "agency_id", "role", "from_on"),
    Index("ix_roles_agency_id", "agency_id"),  # who hears for an agency
    Index("ix_roles_contact_id", "contact_id"),  # what a person may do
)
addresses = Table(
    "addresses",
    metadata,
    _id(),
    _to("contact_id", "contacts"),
    Column("channel", String(20), nullable=False),
    Column("chat_id", String(40), nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("stopped_at", UtcDateTime),  # the person said /dung; empty again when they come back
    UniqueConstraint("channel", "chat_id"),
    UniqueConstraint("contact_id", "channel"),
)
absences = Table(
    "absences",
    metadata,
    _id(),
    _to("contact_id", "contacts"),
    _to("substitute_id", "contacts", nullable=True),  # empty: whoever stands in by the order of the posts
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),
    _to("set_by", "contacts", nullable=True),
    Column("set_at", UtcDateTime, nullable=False),
    Column("accepted_at", UtcDateTime),  # the substitute pressed "Đã nhận"
    Column("cancelled_at", UtcDateTime),  # taken back, or the substitute declined
    CheckConstraint("from_on <= until_on", name="begins_before_it_ends"),
    CheckConstraint("substitute_id IS NULL OR substitute_id <> contact_id", name="nobody_stands_in_for_themselves"),
    Index("ix_absences_contact_id", "contact_id", "until_on"),  # who is away when a digest is planned
    Index("ix_absences_substitute_id", "substitute_id", "until_on"),  # for whom a person stands in: what they may report on
)
invites = Table(
    "invites",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _to("contact_id", "contacts"),
    _to("invited_by", "contacts", nullable=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("opened_by", String(60)),  # channel:chat that opened the link and has yet to say "Đúng"
    Column("closed_at", UtcDateTime),  # used, revoked or replaced
    Index("ix_invites_contact_id", "contact_id"),  # a new invitation replaces the old one
)

feeds = Table(
    "feeds",
    metadata,
    _id(),
    Column("contact_id", Integer, ForeignKey("contacts.id", ondelete="RESTRICT"), nullable=False, unique=True),
    Column("token_hash", String(64), nullable=False, unique=True),  # unique: the calendar that asks is found by it
    # the message that tells it: worded again it brings another one
    Column("said_in", Integer, ForeignKey("deliveries.id", ondelete="SET NULL")),
    Column("made_at", UtcDateTime, nullable=False),
)

# What the partial indexes hold. A query must say it in these very words: SQLite takes a partial index for no others.
_NEW = "state = 'new'"
_ALIVE = "state IN ('pending', 'sending', 'unknown', 'failed')"


def is_new(table: FromClause) -> ColumnElement[bool]:
    """An inbox row that waits."""
    return table.c.state == literal_column("'new'")


def is_alive(table: FromClause) -> ColumnElement[bool]:
    """A delivery that waits or is under way."""
    return table.c.state.in_([literal_column(f"'{state}'") for state in ("pending", "sending", "unknown", "failed")])


# --- what was heard -------------------------------------------------------------------------------------------------------
chats = Table(
    "chats",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("chat_id", String(40), primary_key=True),
    Column("send_after", Float, nullable=False, server_default=text("0")),  # ticks: the per-chat rate
    Column("stranger_told_at", UtcDateTime),
    Column("misunderstood", Integer, nullable=False, server_default=text("0")),
)
inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("channel", String(20), nullable=False),
    Column("update_id", String(40), nullable=False),
    Column("chat_id", String(40), nullable=False),
    Column("message_id", String(40)),  # the provider's id of what was written, once it is read: an edit comes under the same
    Column("body", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("why", String(200)),
    CheckConstraint("state IN ('new', 'done', 'parked')", name="state"),
    UniqueConstraint("channel", "update_id"),
    # the next chat to serve, and the order inside it; only what waits is in them
    Index("ix_inbox_oldest", "state", "id", sqlite_where=text(_NEW), postgresql_where=text(_NEW)),
    Index("ix_inbox_waiting", "channel", "chat_id", "id", sqlite_where=text(_NEW), postgresql_where=text(_NEW)),
    Index("ix_inbox_received_at", "received_at"),  # expiry of old dedupe keys
    Index("ix_inbox_channel_chat_id_message_id", "channel", "chat_id", "message_id"),  # what an edited message said before
)
asks = Table(
    "asks",
    metadata,
    _id(),
    Column("channel", String(20), nullable=False),
    Column("chat_id", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Index("ix_asks_channel_chat_id", "channel", "chat_id", "id"),  # the question that is open in a chat
)
queries = Table(
    "queries",
    metadata,
    _id(),
    Column("channel", String(20), nullable=False),
    Column("chat_id", String(40), nullable=False),
    Column("facts", JSON, nullable=False),  # the question as it was understood
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_queries_channel_chat_id", "channel", "chat_id", "id"),  # what "còn Sở Tư pháp?" goes on from
)
updates = Table(
    "updates",
    metadata,
    _id(),
    _to("occurrence_id", "occurrences"),
    _to("contact_id", "contacts", nullable=True),
    _to("inbox_id", "inbox", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("on", Date, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("percent", Integer),
    Column("until", Date),
    Column("document", String(120), nullable=False, server_default=""),
    Column("file_id", String(200), nullable=False, server_default=""),  # evidence: the provider's id, never the file itself
    Column("file_name", String(200), nullable=False, server_default=""),
    Column("happened_on", Date),
    Column("note", Text, nullable=False, server_default=""),
    _to("agency_id", "agencies", nullable=True),  # whom a blocker was given to, or whose work it is said to be
    Column("source", String(10), nullable=False, server_default=""),  # how it came, where the office wrote it for the agency
    _to("undoes", "updates", nullable=True),
    CheckConstraint("source IN ('', 'document', 'phone')", name="source"),
    CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_its_row"),
    Index("ix_updates_occurrence_id", "occurrence_id", "id"),  # the history of one occurrence
    Index("ix_updates_contact_id", "contact_id", "id"),  # "nhầm": the person's last answer
    # an inbox row applied twice would say the same of the same occurrence twice: the database refuses
    Index(
        "uq_updates_said_once",
        "inbox_id",
        "occurrence_id",
        "kind",
        "file_id",  # an album is one answer with many files
        unique=True,
        sqlite_where=text("undoes IS NULL"),
        postgresql_where=text("undoes IS NULL"),
    ),
    UniqueConstraint("inbox_id", "undoes"),
)
target_values = Table(
    "target_values",
    metadata,
    _id(),
    _to("plan_id", "plans"),
    _to("contact_id", "contacts"),
    _to("inbox_id", "inbox", nullable=True),
    Column("measure", String(20), nullable=False),
    Column("value", Float),
    Column("at", UtcDateTime, nullable=False),
    Column("on", Date, nullable=False),
    Column("words", Text, nullable=False),
    _to("undoes", "target_values", nullable=True),
    CheckConstraint("(value IS NULL) = (undoes IS NOT NULL)", name="a_value_or_an_undo"),
    UniqueConstraint("undoes"),  # taken back once
    Index("ix_target_values_plan_id_measure", "plan_id", "measure", "id"),  # what was reported of a measure
    # an inbox row applied twice would report the same twice: the database refuses
    UniqueConstraint("inbox_id", "measure"),
)
audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    _to("contact_id", "contacts", nullable=True),
    Column("action", String(40), nullable=False),
    Column("subject", String(240), nullable=False),
    Column("facts", JSON, nullable=False),
    Index("ix_audit_subject", "subject", "id"),  # what happened to one thing
)

# --- what is to be said -----------------------------------------------------------------------------------------------------
deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("channel", String(20), nullable=False),
    Column("chat_id", String(40), nullable=False),
    _to("contact_id", "contacts", nullable=True),
    Column("inbox_id", Integer, ForeignKey("inbox.id", ondelete="SET NULL")),  # what it answers, while that is kept
    Column("words", String(40), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("digest_on", Date),
    Column("edits", String(40)),  # the provider's id of the message that this one replaces
    Column("replies_to", String(40)),
    Column("not_before", UtcDateTime, nullable=False),
    Column("not_after", UtcDateTime),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("resend", Boolean, nullable=False, server_default=false()),
    Column("retry_at", Float, nullable=False, server_default=text("0")),
    Column("claimed_by", String(60)),
    Column("lease_until", Float),
    Column("message_id", String(40)),
    Column("sent_at", UtcDateTime),
    Column("why", String(240)),
    CheckConstraint("state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dead', 'dropped')", name="state"),
    UniqueConstraint("contact_id", "digest_on", "words"),  # one morning message and one escalation a person and day
    # the claim, and what else is asked of all that waits: only what waits or is under way is in them
    Index("ix_deliveries_waiting", "channel", "chat_id", "id", sqlite_where=text(_ALIVE), postgresql_where=text(_ALIVE)),
    Index("ix_deliveries_state", "state", "not_before", sqlite_where=text(_ALIVE), postgresql_where=text(_ALIVE)),
    Index("ix_deliveries_inbox_id", "inbox_id"),  # an expired update lets go of its answers
    Index("ix_deliveries_channel_chat_id_message_id", "channel", "chat_id", "message_id"),  # what an answer answers
)
delivery_items = Table(
    "delivery_items",
    metadata,
    Column("delivery_id", Integer, ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True),
    Column("occurrence_id", Integer, ForeignKey("occurrences.id", ondelete="RESTRICT"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("word", String(40), nullable=False),  # empty where the item was only listed
    Column("word_on", Date),
    Column("part", String(12), nullable=False, server_default="own"),
    CheckConstraint("part IN ('own', 'unreached', 'owner', 'preview')", name="part"),
    Index("ix_delivery_items_occurrence_id", "occurrence_id"),  # who was told about an item
)
reminders = Table(
    "reminders",
    metadata,
    _id(),
    _to("occurrence_id", "occurrences"),
    Column("due", Date, nullable=False),
    Column("word", String(40), nullable=False),
    _to("contact_id", "contacts"),
    Column("delivery_id", Integer, ForeignKey("deliveries.id", ondelete="RESTRICT"), nullable=False),
    UniqueConstraint("occurrence_id", "due", "word", "contact_id"),  # said once, whoever scans
    Index("ix_reminders_delivery_id", "delivery_id"),  # a delivery that died takes its words back
)
holds = Table(
    "holds",
    metadata,
    _id(),
    Column("day", Date, nullable=False),
    _to("agency_id", "agencies"),
    _to("contact_id", "contacts"),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("day", "agency_id"),  # an admin holds an agency's escalation of a day, once
)
# --- what an admin sends by hand --------------------------------------------------------------------------------------------
mailings = Table(
    "mailings",
    metadata,
    _id(),
    Column("kind", String(12), nullable=False),
    _to("contact_id", "contacts"),  # the admin who is shown it and sends it
    Column("facts", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("sent_at", UtcDateTime),
    CheckConstraint("kind IN ('nudge', 'broadcast')", name="kind"),
    CheckConstraint("state IN ('draft', 'sent', 'dropped')", name="state"),
    CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_when"),
)
nudges = Table(
    "nudges",
    metadata,
    _id(),
    _to("mailing_id", "mailings"),
    _to("contact_id", "contacts"),  # who is reminded
    Column("on", Date, nullable=False),  # the local date of the morning or hour at which it goes out
    _to("delivery_id", "deliveries", nullable=True),
    UniqueConstraint("contact_id", "on"),  # one manual nudge a person a day, whoever presses
    Index("ix_nudges_on", "on"),  # whose answers are still waited for
    Index("ix_nudges_delivery_id", "delivery_id"),  # one that was never heard was none
)
nudged_items = Table(
    "nudged_items",
    metadata,
    Column("nudge_id", Integer, ForeignKey("nudges.id", ondelete="CASCADE"), primary_key=True),
    Column("occurrence_id", Integer, ForeignKey("occurrences.id", ondelete="RESTRICT"), primary_key=True),
    Column("heard_through", Integer, nullable=False),  # the newest update when it was sent: what is later answers it
    # the morning message in which its answer was told to the admin
    Column("told_in", Integer, ForeignKey("deliveries.id", ondelete="RESTRICT")),
    Index("ix_nudged_items_told_in", "told_in"),  # what a morning message tells; one that died takes it back
)
slots = Table(
    "slots",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("free_at", Float, nullable=False),
    Column("delivery_id", Integer),
)
accounts = Table(
    "accounts",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("next_offset", BigInteger),
    Column("heard_at", UtcDateTime),
    Column("hold_until", Float, nullable=False, server_default=text("0")),
)
marks = Table(
    "marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("day", Date, nullable=False),
)
calendar_days = Table(
    "calendar_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("name", String(120), nullable=False),
    Column("source", String(120), nullable=False),
)
