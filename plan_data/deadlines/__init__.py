"""When a cell of the plan falls due: Vietnamese words in, a `model.Deadline` out.

`vi.py` is the language (a table of phrases), `cell.py` the way a table is read, `years.py` and `weigh.py` what the paper
leaves unsaid, `reading.py` the decision. The corpus `tests/plan_data/deadlines.jsonl` is the specification.
"""

from plan_data.deadlines.as_json import deadline_json
from plan_data.deadlines.reading import read_deadline

__all__ = ["deadline_json", "read_deadline"]
