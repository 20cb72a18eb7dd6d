"""The directory of a plan's agencies: reads cells, expands groups, and finds whom a person means."""

import re
from dataclasses import dataclass
from functools import cached_property

from plan_data.agencies.cell import cell_of
from plan_data.agencies.lexicon import BO_NAMES, SO_NAMES
from plan_data.agencies.reader import Names, Reader
from plan_data.agencies.spelling import Known, known, near, words
from plan_data.model import Agency
from plan_data.text import fold


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """`agencies`: names of the directory, names as written, group tokens; in order, no repeats.

    `ambiguous`: near ties, each with its candidates; a person decides. `unread`: words that are nobody, so that nothing is
    lost in silence.
    """

    agencies: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, ...], ...] = ()
    unread: tuple[str, ...] = ()


def agency_json(reading: AgencyReading) -> dict[str, object]:
    """The contract's shape: {"agencies": [...], "ambiguous"?: [[...]], "unread"?: [...]}."""
    shown: dict[str, object] = {"agencies": list(reading.agencies)}
    if reading.ambiguous:
        shown["ambiguous"] = [list(candidates) for candidates in reading.ambiguous]
    if reading.unread:
        shown["unread"] = list(reading.unread)
    return shown


@dataclass(frozen=True)
class Directory:
    """The agencies of one plan. `province` ("Cà Mau") may follow a name; without it, the cities of the directory may."""

    agencies: tuple[Agency, ...]
    province: str = ""

    def read(self, text: str) -> AgencyReading:
        """Reads a "Cơ quan chủ trì" or "Cơ quan phối hợp" cell; never raises, whatever the text."""
        reading = Reader(self._names, cell_of(text)).read()
        return AgencyReading(tuple(reading.said), tuple(reading.ambiguous), tuple(reading.unread))

    def members(self, token_or_name: str) -> tuple[Agency, ...]:
        """A group token's agencies by `kind`, a name's (or an exact alias') agency, else ()."""
        if token_or_name.startswith("@"):
            return tuple(agency for agency in self.agencies if f"@{agency.kind}" == token_or_name)
        return self._exactly(token_or_name)

    def find(self, said: str) -> tuple[Agency, ...]:
        """Whom a person means in chat ("STP", "so noi vu", "nam can", "đài"): exact, then part of a name, then a slip.

        Several are a tie: ask. () is nobody. Who names an agency that has become part of another means that one.
        """
        return self._today(self.named(said))

    def named(self, said: str) -> tuple[Agency, ...]:
        """The same, but an agency that has ended is itself."""
        text = fold(said).strip(" .,?!")
        if not words(text):
            return ()
        steps = (self._exactly, self._begun, self._containing, self._read_as, self._nearly)
        return next((found for step in steps if (found := step(text))), ())

    def _today(self, found: tuple[Agency, ...]) -> tuple[Agency, ...]:
        wanted = {agency.successor or agency.name for agency in found}
        return tuple(agency for agency in self.agencies if agency.name in wanted)

    def mentioned(self, text: str) -> tuple[Agency, ...]:
        """Who is named in a sentence ("chờ Sở Tài chính cấp kinh phí"), each by its whole name or abbreviation."""
        low = fold(text)
        found = [name for name in self._listed if re.search(rf"(?<![a-z0-9]){name.whole.pattern}", low)]
        return self._today(self._of(found))

    # --- one step of finding each ------------------------------------------------------------------------------------------
    def _exactly(self, text: str) -> tuple[Agency, ...]:
        low = fold(text)
        whole = [name for name in self._listed if name.whole.fullmatch(low)]
        return self._of(whole or [name for name in self._listed if name.stem.fullmatch(low)])

    def _begun(self, text: str) -> tuple[Agency, ...]:
        """ "sở nông nghiệp", "nông nghiệp": the first words of a name, or of what follows its first word."""
        wanted = tuple(words(text))
        size = len(wanted)
        return self._of([name for name in self._listed if wanted in (name.words[:size], name.words[1 : size + 1])])

    def _containing(self, text: str) -> tuple[Agency, ...]:
        phrase = f" {' '.join(words(text))} "
        return self._of([name for name in self._listed if phrase in f" {' '.join(name.words)} "])

    def _read_as(self, text: str) -> tuple[Agency, ...]:
        """ "ubnd năm căn", "stp với snv": what a cell of these words would name."""
        said = set(self.read(text).agencies)
        return tuple(agency for agency in self.agencies if agency.name in said)

    def _nearly(self, text: str) -> tuple[Agency, ...]:
        return self._of(list(near(text, self._listed)) or list(near(f"so {text}", self._listed)))

    def _of(self, names: list[Known]) -> tuple[Agency, ...]:
        wanted = {name.name for name in names}
        return tuple(agency for agency in self.agencies if agency.name in wanted)

    # --- built once --------------------------------------------------------------------------------------------------------
    @cached_property
    def _places(self) -> tuple[str, ...]:
        """The districts' own names: "U Minh" of "UBND huyện U Minh"."""
        units = (agency.name for agency in self.agencies if agency.kind.startswith("ubnd_"))
        return tuple(place for name in units if (place := _place_of(name)))

    @cached_property
    def _listed(self) -> tuple[Known, ...]:
        cities = tuple(_place_of(agency.name) for agency in self.agencies if fold(agency.name).startswith("ubnd thanh pho "))
        own = (self.province,) if self.province else cities
        return tuple(
            known(agency.name, listed=True, aliases=(*agency.abbreviations, agency.short), places=own)
            for agency in self.agencies
        )

    @cached_property
    def _names(self) -> Names:
        here = {fold(agency.name) for agency in self.agencies}
        everywhere = [f"Sở {name}" for name in SO_NAMES] + [f"Bộ {name}" for name in BO_NAMES]
        elsewhere = tuple(known(name, listed=False) for name in everywhere if fold(name) not in here)
        return Names.of(self._listed + elsewhere, self._places)


def _place_of(name: str) -> str:
    """ "UBND huyện U Minh" -> "U Minh"."""
    rest = name.split()[1:]
    return " ".join(rest[2:] if fold(" ".join(rest[:2])) in ("thanh pho", "thi xa", "thi tran", "dac khu") else rest[1:])
