"""What the user says about paragraphs: kept, shown at once, taken back, listed."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from tests.articles import article_of
from tests.ui.conftest import TEXTS, reading_of
from tests.ui.screens import dump
from tests.ui.test_reader import SIZE, press
from tui.app import QingduApp
from tui.core.commands import COMMANDS
from tui.core.model import Action, Article, Role
from tui.core.pipeline import article_from_text, rule_about
from tui.io.config import Settings
from tui.screens.choose import ChooseScreen
from tui.screens.desk import Desk
from tui.screens.library import LibraryScreen
from tui.screens.rules import RulesScreen
from tui.screens.source import SourceScreen

FOLDED = frozenset({3, 4, 8, 9})  # paragraphs of the article that are folded


def folded(app: QingduApp) -> set[int]:
    article = reading_of(app).article
    return {index for index in range(len(article)) if article.verdict(index).folded}


def said(desk: Desk) -> list[tuple[Action, bool]]:
    """The rules there are: what they do, and whether in every article."""
    return [(rule.action, rule.start is None) for rule in desk.rules.all()]


def perform(app: QingduApp, command: str) -> None:
    """Carry out a command that has no key."""
    from tui.core.commands import BY_ID

    app.reader.perform(BY_ID[command])


class TestMenu:
    @pytest.mark.parametrize(
        ("keys", "action", "everywhere"),
        [
            ("g g", Action.KEEP, False),
            ("2 G", Action.KEEP, True),
            ("3 G", Action.FOLD, False),
            ("4 G", Action.FOLD, True),
        ],
    )
    async def test_it_says_what_is_chosen(
        self, app: QingduApp, desk: Desk, keys: str, action: Action, everywhere: bool
    ):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j f")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, f"{keys} enter")
            assert said(desk) == [(action, everywhere)]
            assert (1 in folded(app)) is (action is Action.FOLD)
            assert reading_of(app).paragraph == 1
            assert "u takes it back" in app.reader.bar.message

    async def test_the_likely_wish_is_marked(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j f enter")
            assert folded(app) == {1, *FOLDED}
            await press(pilot, "G f enter")
            assert folded(app) == {1, 3, 4}
            assert [rule.quote for rule in desk.rules.all()] == [TEXTS[1], TEXTS[8], TEXTS[9]]

    @pytest.mark.parametrize(("row", "everywhere"), [("5", False), ("6", True)])
    async def test_a_role_is_chosen(self, app: QingduApp, desk: Desk, row: str, everywhere: bool):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, f"j f {row} G enter")
            assert isinstance(app.screen, ChooseScreen)
            assert app.screen.at == list(Role).index(Role.BODY)
            await press(pilot, "j enter")
            assert said(desk) == [(Action.ROLE, everywhere)]
            assert reading_of(app).article.verdict(1).role is Role.CAPTION

    async def test_it_can_be_left(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f q f 5 G enter escape")
            assert app.screen is app.reader
            assert said(desk) == []

    async def test_what_was_said_is_forgotten(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            perform(app, "rule-forget")
            assert "nothing of this" in app.reader.bar.message
            await press(pilot, "f enter f G enter")
            assert said(desk) == []
            assert folded(app) == FOLDED
            await press(pilot, "u")
            assert folded(app) == {0, *FOLDED}

    async def test_edits_are_seen_from_it(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], damaged())
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f G enter")
            assert isinstance(app.screen, SourceScreen)


class TestSaying:
    async def test_a_fold_goes_and_comes_back_as_it_was(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "G z 1 0 G")
            before = reading_of(app)
            assert before.opened == {8}
            perform(app, "rule-keep")
            await press(pilot, "")
            now = reading_of(app)
            assert (now.cursor, now.opened, folded(app)) == (before.cursor, {8}, {3, 4, 8})
            await press(pilot, "u")
            again = reading_of(app)
            assert (again.cursor, again.opened, folded(app)) == (before.cursor, {8}, FOLDED)
            assert said(desk) == []
            await press(pilot, "u")
            assert reading_of(app).opened == frozenset()

    async def test_the_later_word_takes_the_place_of_the_earlier(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j")
            for command in ("rule-fold", "rule-keep", "rule-fold-all"):
                perform(app, command)
            await press(pilot, "")
            assert said(desk) == [(Action.FOLD, True)]
            assert 1 in folded(app)
            await press(pilot, "u")
            assert said(desk) == [(Action.KEEP, False)]
            assert 1 not in folded(app)

    async def test_equal_texts_are_one_rule_everywhere(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "4 G")
            perform(app, "rule-keep-all")
            await press(pilot, "")
            assert said(desk) == [(Action.KEEP, True)]
            assert folded(app) == {8, 9}

    async def test_a_selection_is_meant(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v j")
            perform(app, "rule-fold")
            await press(pilot, "")
            assert folded(app) == {0, 1, *FOLDED}
            assert reading_of(app).mark is None
            assert "2 rules" in app.reader.bar.message

    async def test_too_many_at_once_are_refused(
        self, app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader_rules.MOST", 1)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "v j")
            perform(app, "rule-fold")
            assert said(desk) == []
            assert "more than 1" in app.reader.bar.message

    async def test_undo_keeps_the_order_of_all_changes(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j a x ctrl+s f enter t")
            await press(pilot, "u")
            assert 1 in folded(app)
            await press(pilot, "u")
            assert 1 not in folded(app)
            assert len(desk.notes.all()) == 1
            await press(pilot, "u u")
            assert desk.notes.all() == ()

    async def test_a_large_article_is_gone_through_in_a_thread(
        self, app: QingduApp, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader_rules.RULED_AT_ONCE", 10)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j")
            perform(app, "rule-fold")
            assert app.reader.applying
            assert "moment" in app.reader.bar.message
            perform(app, "rule-keep")
            perform(app, "undo")
            assert said(desk) == [(Action.FOLD, False)]
            await press(pilot, "")
            assert 1 in folded(app)
            assert not app.reader.applying

    async def test_another_article_opened_meanwhile_stays(
        self, app: QingduApp, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("tui.screens.reader_rules.RULED_AT_ONCE", 10)
        other = article_of(["一", "二"])
        async with app.run_test(size=SIZE) as pilot:
            perform(app, "rule-fold")
            app.reader.show(Path("b.txt"), other)
            await press(pilot, "")
            assert reading_of(app).article is other
            assert not app.reader.applying

    async def test_a_damaged_file_is_told_and_reading_goes_on(self, app: QingduApp, desk: Desk):
        desk.rules.path.write_text("{", "utf-8")
        async with app.run_test(size=SIZE) as pilot:
            assert "rules.json" in app.reader.bar.message
            await press(pilot, "j")
            assert reading_of(app).paragraph == 1
            perform(app, "rule-fold")
            assert "rules.json" in app.reader.bar.message
            assert folded(app) == FOLDED
            await press(pilot, "R")
            assert "rules.json" in dump(app)
        assert desk.rules.path.read_text("utf-8") == "{"


class TestLoading:
    async def test_rules_are_there_when_an_article_is_opened(
        self, desk: Desk, article: Article, tmp_path: Path
    ):
        path = tmp_path / "a.txt"
        path.write_text("\n".join(TEXTS), "utf-8")
        desk.rules.add(rule_about(article, 1, Action.FOLD, everywhere=True))
        for articles, piped in (([Path("-")], article), ([path], None)):
            app = QingduApp(desk, articles, piped)
            async with app.run_test(size=SIZE) as pilot:
                await press(pilot, "")
                assert 1 in folded(app)

    async def test_credit_lines_fold_by_a_setting(self, desk: Desk, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text("\n\n".join([*TEXTS[:2], TEXTS[6], "責任編輯：林小禾"]), "utf-8")
        for fold_credits in (False, True):
            app = QingduApp(replace(desk, settings=Settings(fold_credits=fold_credits)), [path])
            async with app.run_test(size=SIZE):
                assert reading_of(app).article.verdict(3).role is Role.CREDIT
                assert folded(app) == ({3} if fold_credits else set())


class TestWithoutAnArticle:
    async def test_nothing_can_be_said(self, desk: Desk):
        from tui.core.commands import BY_ID

        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "")
            for command in COMMANDS:
                is_said = command.group == "rules" and command.id != "rules"
                if is_said and "reader" in command.where:
                    app.reader.perform(command)
            for name in ("ledger", "source"):
                app.reader.perform(BY_ID[name])
            assert said(desk) == []
            assert isinstance(app.screen, LibraryScreen)

    async def test_rules_can_be_revoked(self, desk: Desk, article: Article):
        desk.rules.add(replace(rule_about(article, 0, Action.FOLD), name="-"))
        desk.rules.add(rule_about(article, 1, Action.FOLD, everywhere=True))
        app = QingduApp(desk, [])
        async with app.run_test(size=SIZE) as pilot:
            perform(app, "rules")
            await press(pilot, "")
            assert dump(app).count("not checked") == 2
            await press(pilot, "d d")
            assert len(desk.rules.all()) == 1


async def test_a_rule_revoked_elsewhere_meanwhile_is_undone_all_the_same(
    app: QingduApp, desk: Desk
):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f enter")
        desk.rules.remove(desk.rules.all()[0].id)
        await press(pilot, "u")
        assert folded(app) == FOLDED
        assert desk.rules.all() == ()
        desk.unsay()
        assert desk.ruled == []


async def test_a_rule_is_found_in_the_palette(app: QingduApp, desk: Desk):
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press(*"always fold this text")
        found = app.screen.query_one(OptionList)
        while found.option_count != 1:
            await pilot.pause()
        await press(pilot, "down enter")
        while app.screen is not app.reader:
            await pilot.pause()
        await press(pilot, "")
        assert said(desk) == [(Action.FOLD, True)]


class TestScreen:
    async def test_it_lists_what_was_said_and_what_it_meets(
        self, app: QingduApp, desk: Desk, tmp_path: Path
    ):
        other = article_of(["別處的一段話，說了許多。", "又一段。"])
        here = desk.rules.add(rule_about(other, 0, Action.FOLD))
        gone = replace(rule_about(other, 0, Action.FOLD), name=str(tmp_path / "gone.txt"))
        desk.rules.add(gone)
        changed = tmp_path / "changed.txt"
        changed.write_text("別的文字。", "utf-8")
        desk.rules.add(replace(gone, name=str(changed)))
        desk.rules.add(rule_about(other, 1, Action.ROLE, everywhere=True, role=Role.CREDIT))
        desk.rules.add(replace(gone, name="-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f enter R")
            assert isinstance(app.screen, RulesScreen)
            shown = dump(app)
            assert "always fold “清晨" in shown
            assert "1 match · 2025-03-01" in shown
            assert "nothing in the open article · 2025-03-01 · in every article" in shown
            assert "nothing any more · 2025-03-01 · in changed.txt" in shown
            assert shown.count("not checked") == 3
            assert here.id not in app.screen.counts
            assert "role credit: “又一段。”" in shown

    async def test_one_on_the_file_of_the_open_article_when_its_text_was_another(
        self, desk: Desk, tmp_path: Path
    ):
        path = tmp_path / "a.txt"
        path.write_text("\n\n".join(TEXTS[:2]), "utf-8")
        other = article_of(["從前的文字。"])
        desk.rules.add(replace(rule_about(other, 0, Action.FOLD), name=str(path)))
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "R")
            assert "matches nothing any more" in dump(app)

    async def test_a_rule_follows_its_paragraph_when_the_file_is_edited(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        path = tmp_path / "a.txt"
        path.write_text("\n\n".join(TEXTS[:4]), "utf-8")
        monkeypatch.chdir(tmp_path)
        async with QingduApp(desk, [Path("a.txt")]).run_test(size=SIZE) as pilot:
            await press(pilot, "j f enter")
            assert 1 in folded(pilot.app)
        path.write_text("\n\n".join(["加了一段話。", *TEXTS[:4]]), "utf-8")
        async with QingduApp(desk, [Path("a.txt")]).run_test(size=SIZE) as pilot:
            await press(pilot, "R")
            assert "1 match" in dump(pilot.app)
            await press(pilot, "enter")
            assert 2 in folded(pilot.app)
            assert 1 not in folded(pilot.app)
            assert reading_of(pilot.app).paragraph == 2
            perform(pilot.app, "rule-keep")
            await press(pilot, "R")
            assert said(desk) == [(Action.KEEP, False)]

    async def test_a_rule_is_revoked_and_brought_back(self, app: QingduApp, desk: Desk):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f enter j f enter R j d d")
            assert len(desk.rules.all()) == 1
            assert folded(app) == {0, *FOLDED}
            assert "u brings it back" in dump(app)
            await press(pilot, "u")
            assert folded(app) == {0, 1, *FOLDED}
            assert isinstance(app.screen, RulesScreen)
            assert len(app.screen.rules) == 2
            await press(pilot, "u u u")
            assert "nothing to undo" in dump(app)
            assert said(desk) == []
            await press(pilot, "q u")
            assert "nothing to undo" in app.reader.bar.message

    async def test_an_empty_list_says_how_to_begin(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "R")
            assert "f in an article" in dump(app)
            await press(pilot, "d d enter")
            assert isinstance(app.screen, RulesScreen)

    async def test_the_list_is_filtered(self, app: QingduApp):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "f enter j f enter R / 雨 enter")
            assert isinstance(app.screen, RulesScreen)
            assert [rule.quote for rule in app.screen.rules] == [TEXTS[1]]

    @pytest.mark.parametrize("command", ["rule-fold", "rule-fold-all"])
    async def test_enter_goes_to_the_place_and_opens_it(self, app: QingduApp, command: str):
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "j j")
            perform(app, command)
            await press(pilot, "G R enter")
            assert reading_of(app).paragraph == 2
            assert 2 in reading_of(app).opened

    async def test_enter_opens_another_article(self, desk: Desk, tmp_path: Path):
        paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
        for path, texts in zip(paths, (TEXTS[:2], TEXTS[5:8]), strict=True):
            path.write_text("\n\n".join(texts), "utf-8")
        app = QingduApp(desk, paths)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "2 G f enter > R enter")
            assert app.reader.path == paths[0]
            assert reading_of(app).paragraph == 1
            paths[0].write_text("別的文字。", "utf-8")
            await press(pilot, "> R enter")
            assert "matches nothing" in app.reader.bar.message

    async def test_a_rule_on_a_text_not_open_says_so(self, desk: Desk, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text(TEXTS[0], "utf-8")
        other = article_of(["別處的一段話。"])
        desk.rules.add(replace(rule_about(other, 0, Action.FOLD), name="-"))
        app = QingduApp(desk, [path])
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "R enter")
            assert "not open" in app.reader.bar.message


def damaged() -> Article:
    from tui.core.pipeline import article_from_text

    source = (
        "這是機(jī)場(chǎng)的消息,大家都知道。\n\n後來的事情也說(shuō)清楚了,機(jī)場(chǎng)照舊。"
    )
    return article_from_text(source * 2, "a.txt")


class TestUndoingEdits:
    async def test_one_of_several_is_chosen_from_the_source(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], damaged())
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "x r")
            assert isinstance(app.screen, ChooseScreen)
            await press(pilot, "enter")
            assert isinstance(app.screen, SourceScreen)
            assert "機(jī)場的" in app.screen.page(100).plain
            assert "u brings" in dump(app)
            (rule,) = desk.rules.all()
            assert (rule.action, rule.edit, rule.raw) == (Action.UNDO, "pinyin-residue", "(jī)")
            await press(pilot, "u")
            assert desk.rules.all() == ()
            assert "機場的" in app.screen.page(100).plain
            await press(pilot, "u")
            assert "nothing to undo" in dump(app)
            await press(pilot, "r q q")
            assert desk.rules.all() == ()

    async def test_everywhere(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], damaged())
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "x R enter q")
            (rule,) = desk.rules.all()
            assert rule.start is None
            page = app.reader.article_view.page
            assert page is not None
            assert all("機(jī)場" in page.lines.display(n).text for n in (0, 1))
            await press(pilot, "G R enter")
            assert reading_of(app).cursor == reading_of(app).article.source.index("(jī)")
            await press(pilot, "f G enter")
            assert desk.rules.all() == ()

    async def test_a_single_edit_needs_no_choice_and_none_is_told(self, desk: Desk):
        from tui.core.pipeline import article_from_text

        article = article_from_text("清晨的集市,剛剛開門。\n\n賣菜的老人來了。", "a.txt")
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "x r")
            assert len(desk.rules.all()) == 1
            await press(pilot, "r")
            assert "Nothing was changed here" in dump(app)

    async def test_a_fold_or_mark_is_taken_back_where_it_is_explained(self, desk: Desk):
        article = article_from_text(f"{DOUBTFUL}\n掃碼關注渡口公眾號", "a.txt")
        app = QingduApp(desk, [Path("-")], article)
        async with app.run_test(size=SIZE) as pilot:
            last = len(article) - 1
            assert article.verdict(last).folded
            await press(pilot, "G x r q")
            assert not reading_of(app).article.verdict(last).folded
            assert article.verdict(last - 1).marked
            await press(pilot, "k x r u r q")
            assert not reading_of(app).article.verdict(last - 1).marked
            assert [rule.action for rule in desk.rules.all()] == [Action.KEEP] * 2


DOUBTFUL = (
    "渡口\n渡口的鐘每天清早六點敲第一聲，擺渡的人把繩子解開，再把昨夜積下的雨水舀出去。\n"
    "掌柜的王?明不在，縣裡今年撥了一筆錢修渡口，鐘不換，還是那口鐘，只換了一根繩子。\n"
    "本站的鐘以後不敲了。"
)


class TestDoubts:
    async def test_a_suspected_paragraph_says_so_and_is_folded_by_one_key(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], article_from_text(DOUBTFUL, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "G")
            assert "4?" in dump(app)
            assert "? suspected footer" in dump(app)
            await press(pilot, "x")
            assert "suspected, kept; z folds it" in dump(app)
            await press(pilot, "q z")
            assert folded(app) == {3}
            assert said(desk) == [(Action.FOLD, False)]
            await press(pilot, "u")
            assert folded(app) == set()

    async def test_what_could_not_be_read_is_flagged(self, desk: Desk):
        app = QingduApp(desk, [Path("-")], article_from_text(DOUBTFUL, "-"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "2 j")
            assert "3?" in dump(app)
            await press(pilot, "x")
            assert "lost character: “?”" in dump(app)
            await press(pilot, "q X")
            assert "lost character ×1" in dump(app)
            assert "suspected footer ×1" in dump(app)
            await press(pilot, "G r")
            assert "nothing to take back" in dump(app)
            await press(pilot, "g g j r")
            assert said(desk) == [(Action.KEEP, False)]
            assert "suspected footer" not in dump(app)
