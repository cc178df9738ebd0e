import os
import sys
from io import TextIOWrapper
from pathlib import Path
from threading import Thread

import pytest

from tui.core.model import Problem
from tui.io import articles
from tui.io.articles import decoded, expand, listing, load, named, read_bytes, sample_folder

TEXT = "春天來了，燕子也回來了。\n"


def problem(call, *arguments) -> tuple[str, dict]:
    """The problem that ``call`` raises: its id and what fills it."""
    with pytest.raises(Problem) as caught:
        call(*arguments)
    return caught.value.id, caught.value.values


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles on two levels, and what is none."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.md", "deep/er/c.TXT", "deep/d.markdown", "e.text"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    for name in ("f.pdf", ".g.txt", ".hidden/h.txt", "txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    (tmp_path / "folder.txt").mkdir()
    return tmp_path


# Paths


@pytest.mark.parametrize("text", ["a.txt", "./a.txt", "-", "a/../b"])
def test_a_path_is_what_was_named(text: str):
    assert named(text) == Path(text)


def test_a_file_called_dash_is_not_standard_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("./-").write_text(TEXT, "utf-8")
    assert load(named("./-")).source == TEXT


def test_nothing_names_no_file():
    """``Path("")`` would be the current folder."""
    assert problem(named, "")[0] == "no-file"


def test_a_listing_has_the_articles_of_all_levels_sorted(folder):
    found = [str(path.relative_to(folder)) for path in listing(folder)]
    assert found == ["a.md", "b.txt", "deep/d.markdown", "deep/er/c.TXT", "e.text"]


def test_a_listing_neither_follows_circles_nor_lists_dead_links(folder):
    (folder / "deep" / "round").symlink_to(folder)
    (folder / "dead.txt").symlink_to(folder / "none")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "link.txt").symlink_to(folder / "b.txt")
    os.mkfifo(folder / "pipe.txt")
    assert [p.name for p in listing(folder)][-2:] == ["e.text", "link.txt"]
    assert len(listing(folder)) == 6


def test_expand_gives_files_themselves_and_folders_articles(folder):
    assert expand(folder / "f.pdf") == (folder / "f.pdf",)
    assert expand(folder) == listing(folder)
    assert expand(Path("-")) == (Path("-"),)


def test_expand_says_what_is_not_there(tmp_path):
    assert problem(expand, tmp_path) == ("no-articles", {"path": str(tmp_path)})
    missing = tmp_path / "none"
    assert problem(expand, missing) == ("no-file", {"path": str(missing)})


def test_the_samples_are_at_the_top_of_a_checkout():
    assert sample_folder() == Path(__file__).resolve().parents[2] / "sample_articles"
    assert len(listing(sample_folder())) >= 8


def test_the_samples_are_inside_an_installed_package(tmp_path, monkeypatch):
    (tmp_path / "sample_articles").mkdir()
    monkeypatch.setattr(articles, "__file__", str(tmp_path / "io" / "articles.py"))
    assert sample_folder() == tmp_path / "sample_articles"


# Reading


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("big5", "big5"),
    ],
)
def test_a_file_is_read_in_its_encoding(tmp_path, encoding: str, found: str):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    article = load(path)
    assert (article.source, article.encoding, article.name) == (TEXT, found, str(path))
    assert decoded(path) == TEXT


def test_an_encoding_can_be_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("短".encode("big5"))
    assert load(path, "big5").source == "短"
    assert decoded(path, "BIG5") == "短"


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "idna"])
def test_an_encoding_that_is_none_is_named(tmp_path, encoding: str):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xfe\xfd.a\xe9")
    for read in (load, decoded):
        assert problem(read, path, encoding) == (
            "encoding-unknown",
            {"encoding": encoding, "path": str(path)},
        )


def test_markdown_goes_by_the_name(tmp_path):
    for name in ("a.md", "a.Markdown", "a.txt"):
        (tmp_path / name).write_text("# 春天\n\n來了。\n", "utf-8")
    assert [load(p).facts.markdown for p in listing(tmp_path)] == [True, True, False]


def test_an_empty_file_is_a_text_but_no_article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" \n\u3000\n")
    assert problem(load, path) == ("empty", {"path": str(path)})
    assert decoded(path) == " \n\u3000\n"


def test_a_binary_file_is_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 8)
    assert problem(load, path) == ("binary", {"path": str(path)})
    assert problem(decoded, path) == ("binary", {"path": str(path)})


def test_what_is_no_file_is_said(tmp_path):
    assert problem(read_bytes, tmp_path)[0] == "is-folder"
    assert problem(read_bytes, tmp_path / "none")[0] == "no-file"
    assert problem(read_bytes, Path(os.devnull))[0] == "not-a-file"
    (tmp_path / "a.txt").write_text(TEXT)
    assert problem(read_bytes, tmp_path / "a.txt" / "b")[0] == "no-file"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("loop", "x" * 5000, "nul\0"):
        id, values = problem(read_bytes, tmp_path / name)
        assert (id, values["path"]) == ("unreadable", str(tmp_path / name))
        assert values["reason"]


def test_a_pipe_is_read_like_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(TEXT, "utf-8"))
    writer.start()
    assert load(pipe).source == TEXT
    writer.join()


def forbidden(*_, **__):
    raise PermissionError(13, "Permission denied")


def test_what_may_not_be_read_is_said(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", forbidden)
        assert problem(load, path) == ("no-permission", {"path": str(path)})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", forbidden)
        assert problem(expand, path) == ("no-permission", {"path": str(path)})


def test_a_closed_folder_is_said_and_one_inside_is_passed_over(folder, monkeypatch):
    scan = os.scandir
    closed = folder / "deep"

    def guarded(path):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert [path.name for path in listing(folder)] == ["a.md", "b.txt", "e.text"]
    assert problem(listing, closed) == ("no-permission", {"path": str(closed)})


# Standard input


def test_standard_input_is_read_whole(monkeypatch):
    reading, writing = os.pipe()
    os.write(writing, TEXT.encode("big5"))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(stream))
        article = load(Path("-"))
    assert (article.source, article.name, article.encoding) == (TEXT, "-", "big5")


def test_standard_input_that_is_closed_or_broken_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", None)
    assert problem(read_bytes, Path("-"))[0] == "no-input"

    class Broken:
        buffer = type("", (), {"read": forbidden})()

    monkeypatch.setattr(sys, "stdin", Broken())
    assert problem(read_bytes, Path("-")) == ("no-permission", {"path": "-"})
