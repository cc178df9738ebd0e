import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import STEADY
from tui.core.decode import CODECS, Decoder, OtherEncoding, decode
from tui.core.model import Problem

HANT = "縣裏的圖書館這個月起開到晚上九點，門口的燈也換成了新的。管理員說，來的人比以前多了。\n"
HANS = "县里的图书馆这个月起开到晚上九点，门口的灯也换成了新的。管理员说，来的人比以前多了。\n"


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize("text", [HANT * 3, HANS * 3])
def test_what_was_written_is_read(name: str, text: str) -> None:
    if name.startswith("big5") and text == HANS * 3:
        return  # Big5 has no simplified characters
    found, encoding = decode(text.encode(CODECS[name]))
    assert found == text
    assert encoding == ("big5" if name == "big5-hkscs" else name)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, name: str) -> None:
    data = mark + "讀\r\n".encode(name)
    assert decode(data) == ("讀\r\n", name)
    assert decode(data, name) == ("讀\r\n", name)


def test_hong_kong_characters_tell_the_hkscs() -> None:
    text = "佢哋喺嗰度食嘢，嗰個人嘅嘢喺呢度，冇人嚟攞，唔係咁啱嘅啫。" * 3
    assert decode(text.encode("big5hkscs")) == (text, "big5-hkscs")


def test_a_named_encoding_is_believed() -> None:
    assert decode("中".encode("gb18030"), "GB18030") == ("中", "gb18030")
    assert decode("é".encode("latin-1"), "latin-1") == ("é", "latin-1")
    assert decode(b"\xff\xff", "utf-8")[0] == "\ufffd\ufffd"


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "bad\0name"])
def test_a_name_that_is_no_text_encoding_is_said(name: str) -> None:
    with pytest.raises(Problem) as caught:
        decode(b"abc", name)
    assert caught.value.id == "encoding-unknown"
    assert caught.value.values == {"encoding": name}


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0",
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x01\x02\x03\x04" * 50,
        b"\xff\xfd\xfc\xf0\xff\xfa" * 40,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        decode(data)
    assert caught.value.id == "binary"


def test_terminal_escapes_do_not_make_a_file_binary() -> None:
    data = ("\x1b[31m" + HANT).encode()
    assert decode(data) == (data.decode(), "utf-8")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_ascii_in_utf_16_is_seen_by_its_nuls(name: str) -> None:
    assert decode("plain words\n".encode(name)) == ("plain words\n", name)


def test_utf_8_with_a_few_broken_bytes_is_utf_8() -> None:
    data = HANT.encode() * 4 + b"\xe4\xb8"
    text, name = decode(data)
    assert name == "utf-8"
    assert text == HANT * 4 + "\ufffd"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ("", "utf-8")


@STEADY
@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]))
def test_a_named_encoding_gives_back_any_text(text: str, name: str) -> None:
    assert decode(text.encode(name), name)[0] == text.removeprefix("\ufeff")


@STEADY
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_binary(data: bytes) -> None:
    with contextlib.suppress(Problem):
        text, name = decode(data)
        assert decode(data, name) == (text, name)


def test_one_control_character_does_not_make_a_text_binary() -> None:
    assert decode("今天\x07天氣很好，大家出門走走。".encode()) == (
        "今天\x07天氣很好，大家出門走走。",
        "utf-8",
    )
    assert decode(("天氣很好。" * 100 + "\0").encode())[1] == "utf-8"


def parts(data: bytes, size: int, head: int) -> tuple[str, str]:
    """``data`` decoded part by part, begun anew where it says so."""
    encoding = None
    while True:
        decoder = Decoder(data[: max(head, 1)], encoding)
        text = ""
        try:
            for at in range(0, len(data), size):
                text += decoder.feed(data[at : at + size], final=at + size >= len(data))
        except OtherEncoding as other:
            encoding = other.encoding
        else:
            return text, decoder.encoding


@STEADY
@given(
    st.sampled_from([HANT * 3, HANS * 3, "a" * 50, "讀", ""]),
    st.sampled_from([*CODECS, "utf-8-sig", "utf-16"]),
    st.binary(max_size=3),
    st.integers(1, 40),
)
def test_part_by_part_it_is_the_same_text(text: str, name: str, more: bytes, size: int) -> None:
    data = text.encode(CODECS.get(name, name), "replace") + more
    try:
        whole = decode(data)
    except Problem:
        with pytest.raises(Problem):
            parts(data, size, len(data))
    else:
        assert parts(data, size, len(data)) == whole


def test_the_rest_may_tell_another_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.core.decode.HEAD", 60)
    data = b"Rain. " * 10 + HANS.encode("gb18030") * 5
    assert parts(data, 25, 60) == decode(data)
    assert decode(data)[1] == "gb18030"


def test_damage_in_the_rest_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.core.decode.HEAD", 100)
    data = HANT.encode() * 3 + b"\xff\xfe" + HANT.encode()
    assert parts(data, 25, 100) == decode(data)
    assert parts(data, 25, 100)[0].count("\ufffd") == 2
