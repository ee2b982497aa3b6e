from dataclasses import dataclass

import pytest

from coordination.components import ChecklistItem, Task, shape, shapes


def test_shape_that_is_one_already_is_kept():
    item = ChecklistItem("Möte", "wait")

    assert shape(ChecklistItem, item) is item


def test_shape_from_a_mapping_takes_exactly_its_keys():
    assert shape(ChecklistItem, {"text": "Möte", "state": "ok"}) == ChecklistItem("Möte", "ok")
    with pytest.raises(TypeError, match="unexpected keyword argument 'stat'"):
        shape(ChecklistItem, {"text": "Möte", "stat": "ok"})


def test_shape_from_an_object_reads_its_attributes():
    @dataclass
    class Deadline:
        title: str = "Svara"
        url: str = "/1/"

    assert shapes(Task, [Deadline()]) == [Task("Svara", "/1/")]


def test_shape_from_an_object_without_what_is_needed_raises():
    with pytest.raises(AttributeError, match="title"):
        shape(Task, object())
