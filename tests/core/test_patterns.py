from tui.core.patterns import Pattern


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    pattern = Pattern("(")  # no regular expression: only its use can tell
    assert vars(pattern) == {"source": "("}
    used = Pattern("機+")
    assert used.sub("场", "機機長") == "场長"
    assert "sub" in vars(used)
