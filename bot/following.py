"""Who follows which groups of the plan.

The paper gives a group to an agency, and the agency names a person (theo dõi nhóm); where it has named nobody, its focal person
does it.
"""

from datetime import date

from scheduler.audience import Post
from storage.people import Contact
from storage.plans import PlanRow, groups_followed
from storage.posts import posts_held
from storage.store import Tx


async def following(tx: Tx, person: Contact, plan: PlanRow, on: date) -> tuple[str, ...]:
    """The numerals of the groups that this person follows on that day, in the paper's order."""
    named = {p.agency_id for p in person.posts if p.post is Post.FOLLOWER}
    focal = {p.agency_id for p in person.posts if p.post is Post.FOCAL} - named
    if not named | focal:
        return ()
    given = await groups_followed(tx, plan.id, on)
    unnamed = focal & {agency_id for _, agency_id in given}
    if unnamed:
        unnamed -= await posts_held(tx, {a for a in unnamed if a is not None}, Post.FOLLOWER, on)
    return tuple(numeral for numeral, agency_id in given if agency_id in named | unnamed)
