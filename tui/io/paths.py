"""Where Qingdu keeps its files: the platform's own folders.

    environment -> folder, file

Notes belong to the person and live in the data folder, the reading state is of this
machine and lives in the state folder, settings live in the config folder, what can be made
again at any time in the cache folder. platformdirs knows the platforms' rules and the XDG
variables; both are asked again at every call, so a change of the environment counts at once.
Nothing is created here: a folder is made, for its owner alone, when the first file is written
into it (``storage``).
"""

from pathlib import Path

from platformdirs import PlatformDirs

APP = "qingdu"


def _folders() -> PlatformDirs:
    return PlatformDirs(APP, appauthor=False, roaming=False)


def data_folder() -> Path:
    """The folder of the notes."""
    return Path(_folders().user_data_dir)


def state_folder() -> Path:
    """The folder of the reading state."""
    return Path(_folders().user_state_dir)


def config_folder() -> Path:
    """The folder of the settings."""
    return Path(_folders().user_config_dir)


def compiled_file() -> Path:
    """What may be lost: the code of regular expressions."""
    return Path(_folders().user_cache_dir) / "patterns.bin"


def notes_file() -> Path:
    """The notes database."""
    return data_folder() / "notes.json"


def rules_file() -> Path:
    """The database of what the user said about paragraphs and edits."""
    return data_folder() / "rules.json"


def learned_file() -> Path:
    """The database of how articles end."""
    return state_folder() / "learned.json"


def state_file() -> Path:
    """The database of what was read, and how far."""
    return state_folder() / "state.json"


def config_file() -> Path:
    """The settings that a person writes."""
    return config_folder() / "config.toml"


def drafts_folder() -> Path:
    """The folder of texts that are not saved yet."""
    return state_folder() / "drafts"
