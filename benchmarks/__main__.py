"""`make bench`: measures what design promises, each figure against its floor in the same run.

python -m benchmarks [--rows 1,2] [--sizes 10000,1000000] [--quick]

Ends with 1 when a target is missed, or a row could not be measured. The report is var/bench/report.json.
"""

import argparse
import json
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks import directory, pages, serving, weight, writes
from benchmarks.bench import Bench, Row
from benchmarks.data import HOME
from benchmarks.measure import Result

ROWS: dict[int, Row] = {
    1: pages.queue_page,
    2: writes.growth,
    3: pages.counters,
    6: writes.audit,
    7: pages.row_security,
    8: serving.create_rate,
    9: serving.queue_rate,  # and 14, of the same server
    10: directory.keyword,
    11: directory.nearest,
    15: weight.first_visit,
}
_SAME = {14: 9}
_OWN_NETWORK = {10, 11}
SIZES = (10_000, 1_000_000)


def main(given: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(given)
    wanted = sorted({_SAME.get(row, row) for row in chosen.rows})
    bench = Bench(chosen.sizes, chosen.quick)
    results: list[Result] = []
    failed: dict[int, str] = {}
    if set(wanted) - _OWN_NETWORK:
        for size in bench.sizes:
            bench.network(size)
    for row in wanted:
        bench.say(f"row {row}")
        try:
            found = ROWS[row](bench)
        except Exception as problem:  # noqa: BLE001 - one row that fails must not lose the others
            traceback.print_exc()
            failed[row] = f"{type(problem).__name__}: {problem}"[:300]
            continue
        results += found
        for result in found:
            print(result.line(), flush=True)
    _tell(results, failed)
    _write(bench, results, failed)
    return 0 if not failed and all(result.met for result in results) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=_numbers, default=tuple(ROWS), metavar="1,2,…")
    parser.add_argument("--sizes", type=_numbers, default=SIZES, metavar="10000,1000000")
    parser.add_argument("--quick", action="store_true", help="few turns: shows that it works, not how well")
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace("_", "").split(","))


def _tell(results: Sequence[Result], failed: dict[int, str]) -> None:
    print(f"\n{'row':>3}  {'what':<46} {'figure':>8}")
    for result in results:
        print(result.line())
    for row, problem in failed.items():
        print(f"{row:>3}  NOT MEASURED  {problem}")
    missed = sum(not result.met for result in results)
    print(f"{len(results) - missed} met, {missed} missed, {len(failed)} rows not measured.")


def _write(bench: Bench, results: Sequence[Result], failed: dict[int, str]) -> None:
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()},
        "sizes": bench.sizes,
        "quick": bench.quick,
        "results": [result.as_json() for result in results],
        "not_measured": failed,
    }
    path = HOME / "report.json"
    path.write_text(json.dumps(report, indent=1))
    print(f"Report: {path}")


if __name__ == "__main__":
    sys.exit(main())
