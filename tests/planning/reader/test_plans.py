"""Whole made-up plans against what a person read in them."""

import pytest

from tests.planning.reader.plans import data, expected, text


@pytest.mark.parametrize("name", ["ubnd", "messy", "phuong"])
def test_plan_reads_as_a_person_read_it(name):
    assert data(text(name)) == expected(name)
