"""Conversions that were a choice: marked, gone through, chosen anew.

    command at the cursor -> a rule (``Action.CHOOSE``) -> the article converted by it

What is chosen is a rule like others: it shows at once, ``undo`` takes it back, the list of
rules revokes it.
"""

from typing import TYPE_CHECKING

from tui.core import reading as r
from tui.core.model import Article, Script, UserRule
from tui.core.pipeline import in_every_article, paragraph, rule_choosing
from tui.core.reading import Reading
from tui.screens.reader_rules import RuleKeys

if TYPE_CHECKING:
    from tui.core.radar import Mark


class ChoiceKeys(RuleKeys):
    """What is done with choices."""

    def do_choices(self) -> None:
        """Mark the choices and go to the first; on one of them, choose anew."""
        from tui.core import radar

        reading = self.reading
        if reading is None:
            return
        mark = radar.here(reading) if reading.radar else None
        if mark is not None:
            self._choose_at(reading, mark)
        else:
            self._to_choice(0)

    def do_choice_next(self, count: int | None) -> None:
        """The next choice."""
        self._to_choice(count or 1)

    def do_choice_previous(self, count: int | None) -> None:
        """The previous choice."""
        self._to_choice(-(count or 1))

    def _to_choice(self, count: int) -> None:
        """Go to a choice, with all of them marked."""
        from tui.core import radar

        reading = self.reading
        if reading is None:
            return
        if radar.script_of(reading) is Script.ORIGINAL:
            self.say("message.not-converted", press=self.key_of("script"))
            return
        marked = reading if reading.radar else r.toggle_radar(reading)
        moved = radar.to_choice(marked, count)
        self.change(moved)
        mark = radar.here(moved)
        if mark is None or (moved is marked and count):
            self.say("message.no-choice")
        else:
            told = self._told(moved.article, mark)
            self.say("message.choice", **told, press=self.key_of("choices"))

    def _told(self, article: Article, mark: "Mark") -> dict[str, str]:
        """What there is to say of a choice."""
        text, choice = paragraph(article, mark.paragraph).text, mark.choice
        decided = text[choice.decided.start : choice.decided.end]
        why = self.desk.words.text(f"choices.{choice.reason.value}", text=decided)
        others = " ".join(each for each in choice.candidates if each != choice.chosen)
        return {"raw": text[choice.at], "text": choice.chosen, "others": others, "why": why}

    def _choose_at(self, reading: Reading, mark: "Mark") -> None:
        """Show the candidates, and keep the one that is chosen."""
        from tui.core import radar
        from tui.screens.choose import ChooseScreen

        article, words, choice = reading.article, self.desk.words, mark.choice
        told = self._told(article, mark)
        clean = paragraph(article, mark.paragraph).text
        word = clean[choice.word.start : choice.word.end]
        script = radar.script_of(reading)
        texts = [words.text("choices.keep", **told)]
        said: list[UserRule] = []
        for text in choice.candidates:
            if text != choice.chosen:
                rule = rule_choosing(article, mark.paragraph, choice.at, text, script)
                texts.append(words.text("choices.here", text=text))
                key = "choices.always" if len(word) > 1 else "choices.every"
                texts.append(words.text(key, text=text, word=word))
                said += [rule, in_every_article(rule, article, mark.word)]
        mine = radar.rules_at(article, mark)
        if mine:
            texts.append(words.text("choices.forget"))

        def chosen(at: object) -> None:
            if not isinstance(at, int) or at == 0:
                return
            if at > len(said):
                self.revoke(mine)
            else:
                self.obey([(said[at - 1], mark.offset)], "message.choice-kept")

        heading = words.text("choices.title", **told)
        self.app.push_screen(ChooseScreen(self.desk, heading, texts), self.guarded(chosen))
