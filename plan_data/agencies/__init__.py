"""The agency language: who is meant by a "Cơ quan chủ trì" or "Cơ quan phối hợp" cell.

The front door is `Directory`; the rooms behind it are `cell` (the text and its folded twin), `lexicon` (the words, as rows),
`spelling` (one name, all its spellings), `units` (UBND of districts and communes), `reader` (a cell, left to right).
"""

from plan_data.agencies.directory import AgencyReading, Directory, agency_json

__all__ = ["AgencyReading", "Directory", "agency_json"]
