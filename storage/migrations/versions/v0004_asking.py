"""what an admin asks, and what is reported of the plan's targets"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "queries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queries")),
    )
    op.create_index("ix_queries_channel_chat_id", "queries", ["channel", "chat_id", "id"])
    op.create_table(
        "target_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.CheckConstraint("(value IS NULL) = (undoes IS NOT NULL)", name=op.f("ck_target_values_a_value_or_an_undo")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_target_values_plan_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_target_values_contact_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_target_values_inbox_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["undoes"], ["target_values.id"], name=op.f("fk_target_values_undoes"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_values")),
        sa.UniqueConstraint("undoes", name=op.f("uq_target_values_undoes")),
        sa.UniqueConstraint("inbox_id", "measure", name=op.f("uq_target_values_inbox_id_measure")),
    )
    op.create_index("ix_target_values_plan_id_measure", "target_values", ["plan_id", "measure", "id"])
