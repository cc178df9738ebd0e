"""Copy a text without stopping the screen, and tell how it went.

    text -> io.clipboard, in a thread -> its own sentence in the status line

A clipboard may take seconds to answer; the screen goes on meanwhile.
"""

from tui.core.model import Problem
from tui.core.safe import safe
from tui.io import clipboard
from tui.io.clipboard import Outcome
from tui.screens.keyed import Keyed


def copy_text(screen: Keyed, text: str) -> None:
    """Copy ``text`` in a thread; ``screen`` tells the outcome."""
    app = screen.app

    def to_terminal(sequence: str) -> None:
        driver = app._driver
        if driver is not None:
            app.call_from_thread(driver.write, sequence)

    def done(outcome: Outcome) -> None:
        values = {k: safe(v) if isinstance(v, str) else v for k, v in outcome.values.items()}
        screen.say(outcome.message_key, **values)

    def work() -> None:
        try:
            outcome = clipboard.copy(text, terminal=to_terminal)
        except Problem as problem:
            app.call_from_thread(screen.tell_problem, problem)
        else:
            app.call_from_thread(done, outcome)

    screen.run_worker(work, thread=True, group="copy")
