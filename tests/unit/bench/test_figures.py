"""The benchmarks' own arithmetic and report."""

import doctest
import json
from pathlib import Path

import pytest

from bench import measure, report
from bench.measure import percentile, ratio


@pytest.mark.parametrize("module", [measure, report])
def test_the_examples_hold(module: object) -> None:
    """What the docstrings show is what comes out."""
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(("share", "value"), [(0.01, 1), (0.5, 50), (0.95, 95), (1.0, 100)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    """Of a hundred values the 95th percentile is the 95th, whatever their order."""
    assert percentile([*range(100, 0, -1)], share) == value


def test_a_ratio_says_how_many_times() -> None:
    """A turn of 3 ms against one of 2 ms is 1.5 times."""
    assert ratio(3.0, 2.0) == 1.5


def test_a_part_measured_alone_leaves_the_others_figures(tmp_path: Path) -> None:
    """The report is written whole after every part; what was not measured stays as it was, or absent."""
    path = tmp_path / "var" / "bench.json"
    report.write(path, report.merged(report.read(path), {"start": {"rss_mb": 500.0}}))
    report.write(path, report.merged(report.read(path), {"erase": {"ten_thousand_facts_s": 0.2}}))
    report.write(path, report.merged(report.read(path), {"start": {"rss_mb": 400.0}}))
    assert json.loads(path.read_text()) == {"start": {"rss_mb": 400.0}, "erase": {"ten_thousand_facts_s": 0.2}}
    assert [file.name for file in path.parent.iterdir()] == ["bench.json"]
