"""Every check of the project, in one command: ``python tests/check.py``.

Runs lint, format, types, import rules and the tests with branch coverage, all of
them even when one fails, and exits 1 if any did.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

CHECKS = (
    ("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
    ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("mypy --strict", [PYTHON, "-m", "mypy", "--strict", "-p", "tui"]),
    ("import-linter", [str(Path(PYTHON).with_name("lint-imports"))]),
    ("pytest", [PYTHON, "-m", "pytest", "--cov", "--cov-report=term", "--cov-fail-under=95"]),
    (
        "coverage of the core",
        [PYTHON, "-m", "coverage", "report", "--include=tui/core/*", "--fail-under=100"],
    ),
)


def main() -> int:
    """Run all checks and name those that failed."""
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
