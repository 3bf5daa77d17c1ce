"""Contrast as WCAG counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core.colour import READABLE, contrast, lightened

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#23306b", "#ffffff", 12.31),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one, other):
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS)
def test_lightened_colour_is_read_in_the_dark(colour):
    assert contrast(lightened(colour, "#252838"), "#252838") >= READABLE


def test_colour_that_can_be_read_stays():
    assert lightened("#ffcc00", "#252838") == "#ffcc00"
