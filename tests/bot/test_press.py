"""What buttons carry."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.press import LIMIT, Press, fits, press, pressed


def test_a_press_is_versioned() -> None:
    assert press("delta", "tanks 7d") == "1|delta|tanks 7d"


@settings(deadline=None)
@given(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.text(max_size=40))
def test_what_a_button_carries_comes_back(name: str, argument: str) -> None:
    if fits(name, argument):
        data = press(name, argument)
        assert len(data.encode()) <= LIMIT
        assert pressed(data) == Press(name, argument)
    else:
        with pytest.raises(ValueError, match="bytes"):
            press(name, argument)


@pytest.mark.parametrize("data", ["", "1", "1|", "1||x", "0|latest|", "2|latest|", "latest", "1|latest", "{}", "|||"])
def test_foreign_data_is_not_ours(data: str) -> None:
    assert pressed(data) is None


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_data_is_too_odd_to_be_read(data: str) -> None:
    assert pressed(data) is None or data.startswith("1|")
