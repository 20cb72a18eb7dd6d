"""scale: what an occurrence's updates come to is kept beside it, so that counting and finding read no history"""

import sqlalchemy as sa
from alembic import op

from storage.gists import derive_all
from storage.tables import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("occurrences") as batch_op:
        batch_op.add_column(sa.Column("stage", sa.String(length=12), server_default="not_started", nullable=False))
        batch_op.add_column(sa.Column("finished_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("blocked_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("extension_asked", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("proposed", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("answered_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("said_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("times_said", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("deciding", sa.JSON(), server_default="[]", nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("ck_occurrences_stage"),
            "stage IN ('not_started', 'in_progress', 'awaiting', 'done', 'ongoing', 'out_of_plan')",
        )
    derive_all(op.get_bind())
    op.drop_index("ix_occurrences_activity_id", "occurrences")
    op.create_index("ix_occurrences_activity_id", "occurrences", ["activity_id", "stage", "due", "finished_on"])
    op.create_index("ix_occurrences_stage_due", "occurrences", ["stage", "due", "agency_id"])
    op.create_index("ix_occurrences_due", "occurrences", ["due"])
    op.create_index(
        "ix_occurrences_cells",
        "occurrences",
        ["agency_id", "stage", "due", "finished_on", "blocked_since", "extension_asked", "proposed", "activity_id"],
    )
    for name, columns, sqlite_where, postgresql_where in (
        ("blocked", ["agency_id", "due", "stage", "blocked_since"], "blocked_since IS NOT NULL", "blocked_since IS NOT NULL"),
        ("asked", ["agency_id", "due", "extension_asked"], "extension_asked IS NOT NULL", "extension_asked IS NOT NULL"),
        ("held", ["stage"], "held = 1", "held"),
    ):
        op.create_index(
            f"ix_occurrences_{name}",
            "occurrences",
            columns,
            sqlite_where=sa.text(sqlite_where),
            postgresql_where=sa.text(postgresql_where),
        )
    op.create_index("ix_activities_code", "activities", ["code"])
    op.create_index("ix_activities_group_id", "activities", ["group_id"])
