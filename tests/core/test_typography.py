import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.typography import (
    CHOICES,
    USUAL,
    Typography,
    allowed,
    choices,
    differing,
    stepped,
    taken,
)
from tui.core.typography import is_number as number


def test_the_defaults_may_be_chosen():
    assert all(allowed(name, getattr(USUAL, name)) for name in CHOICES)
    assert set(CHOICES) == set(differing(Typography(), Typography(*[object()] * len(CHOICES))))


@pytest.mark.parametrize("name", CHOICES)
def test_all_values_are_reached_and_the_way_leads_back(name: str):
    first = choices(name)[0]
    page = taken(USUAL, {name: first})
    seen = [first]
    for _ in choices(name)[1:]:
        page = stepped(page, name, 1)
        seen.append(getattr(page, name))
    assert tuple(seen) == choices(name)
    beyond = getattr(stepped(page, name, 1), name)
    assert beyond == (seen[-1] if number(name) else first)
    assert getattr(stepped(page, name, -len(seen) + 1), name) == first


@given(st.sampled_from(sorted(CHOICES)), st.integers(-9, 9), st.integers(20, 200))
def test_a_step_gives_what_is_allowed_and_leaves_the_rest(name: str, steps: int, width: int):
    page = stepped(Typography(width=width), name, steps)
    assert allowed(name, getattr(page, name))
    assert set(differing(page, Typography(width=width))) <= {name}


def test_from_between_two_steps_the_next_one_is_near():
    page = Typography(width=61)
    assert stepped(page, "width", 1).width == 62
    assert stepped(page, "width", -1).width == 60
    assert stepped(page, "width", 2).width == 64


def test_themes_of_others_come_after_our_own():
    assert choices("theme", ["nord", "dark"]) == (*CHOICES["theme"], "nord")
    assert stepped(Typography(theme="contrast"), "theme", 1, ["nord"]).theme == "nord"
    assert stepped(Typography(theme="gone"), "theme", 1).theme == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("width", 19),
        ("width", 201),
        ("width", True),
        ("width", "60"),
        ("hanging", 1),
        ("numbers", "all"),
        ("theme", "nord"),
        ("colour", "red"),
    ],
)
def test_what_may_not_be_is_left_out(name: str, value: object):
    assert taken(USUAL, {name: value, "indent": 4}) == Typography(indent=4)


def test_what_differs_comes_back():
    page = Typography(width=60, focus=True)
    assert differing(page, USUAL) == {"width": 60, "focus": True}
    assert taken(USUAL, differing(page, USUAL)) == page
