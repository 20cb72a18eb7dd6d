"""what answers set in motion: absences, escalations, evidence, confirmation, succession"""

import sqlalchemy as sa
from alembic import op

from storage.tables import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_absences_begins_before_it_ends")),
        sa.CheckConstraint(
            "substitute_id IS NULL OR substitute_id <> contact_id",
            name=op.f("ck_absences_nobody_stands_in_for_themselves"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_absences_contact_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["set_by"], ["contacts.id"], name=op.f("fk_absences_set_by"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["contacts.id"], name=op.f("fk_absences_substitute_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences") as batch_op:
        batch_op.create_index("ix_absences_contact_id", ["contact_id", "until_on"])
        batch_op.create_index("ix_absences_substitute_id", ["substitute_id", "until_on"])

    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_holds_agency_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_holds_contact_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("day", "agency_id", name=op.f("uq_holds_day_agency_id")),
    )
    with op.batch_alter_table("activities") as batch_op:
        batch_op.add_column(sa.Column("confirm", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("addresses") as batch_op:
        batch_op.add_column(sa.Column("stopped_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("agencies") as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_agencies_successor_id"), "agencies", ["successor_id"], ["id"], ondelete="RESTRICT"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_agencies_end_names_the_successor"), "(ended_on IS NULL) = (successor_id IS NULL)"
        )
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.add_column(sa.Column("quiet_weekdays", sa.String(length=7), server_default="", nullable=False))
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_deliveries_contact_id_digest_on"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_deliveries_contact_id_digest_on_words"), ["contact_id", "digest_on", "words"]
        )
    with op.batch_alter_table("delivery_items") as batch_op:
        batch_op.add_column(sa.Column("part", sa.String(length=12), server_default="own", nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("ck_delivery_items_part"), "part IN ('own', 'unreached', 'owner', 'preview')"
        )
    op.execute("UPDATE delivery_items SET part = 'unreached' WHERE unreached")
    with op.batch_alter_table("delivery_items") as batch_op:
        batch_op.drop_column("unreached")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.String(length=40), nullable=True))
        batch_op.create_index("ix_inbox_channel_chat_id_message_id", ["channel", "chat_id", "message_id"])
    with op.batch_alter_table("roles") as batch_op:
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_roles_replaces_id"), "roles", ["replaces_id"], ["id"], ondelete="SET NULL")
    op.drop_index("uq_updates_said_once", "updates")
    with op.batch_alter_table("updates") as batch_op:
        batch_op.add_column(sa.Column("file_id", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("file_name", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("agency_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_updates_agency_id"), "agencies", ["agency_id"], ["id"], ondelete="RESTRICT")
        batch_op.create_index(
            "uq_updates_said_once",
            ["inbox_id", "occurrence_id", "kind", "file_id"],
            unique=True,
            sqlite_where=sa.text("undoes IS NULL"),
            postgresql_where=sa.text("undoes IS NULL"),
        )
