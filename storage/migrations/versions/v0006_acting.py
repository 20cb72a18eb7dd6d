"""what an admin sends by hand, nudges and broadcasts, and writes down for an agency"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('nudge', 'broadcast')", name=op.f("ck_mailings_kind")),
        sa.CheckConstraint("state IN ('draft', 'sent', 'dropped')", name=op.f("ck_mailings_state")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_mailings_sent_when")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_mailings_contact_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )
    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_nudges_contact_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_nudges_delivery_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["mailing_id"], ["mailings.id"], name=op.f("fk_nudges_mailing_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
        sa.UniqueConstraint("contact_id", "on", name=op.f("uq_nudges_contact_id_on")),
    )
    op.create_index("ix_nudges_on", "nudges", ["on"])
    op.create_index("ix_nudges_delivery_id", "nudges", ["delivery_id"])
    op.create_table(
        "nudged_items",
        sa.Column("nudge_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("heard_through", sa.Integer(), nullable=False),
        sa.Column("told_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["nudge_id"], ["nudges.id"], name=op.f("fk_nudged_items_nudge_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrences.id"], name=op.f("fk_nudged_items_occurrence_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["told_in"], ["deliveries.id"], name=op.f("fk_nudged_items_told_in"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("nudge_id", "occurrence_id", name=op.f("pk_nudged_items")),
    )
    op.create_index("ix_nudged_items_told_in", "nudged_items", ["told_in"])
    op.drop_index("uq_updates_said_once", "updates")
    with op.batch_alter_table("updates") as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=10), server_default="", nullable=False))
        batch_op.create_check_constraint(batch_op.f("ck_updates_source"), "source IN ('', 'document', 'phone')")
        batch_op.create_index(
            "uq_updates_said_once",
            ["inbox_id", "occurrence_id", "kind", "file_id"],
            unique=True,
            sqlite_where=sa.text("undoes IS NULL"),
            postgresql_where=sa.text("undoes IS NULL"),
        )
