"""What a test needs of the machine: skipped at home, failed in CI, where a test that silently does not run proves nothing."""

import os
import shutil

import pytest


def require(condition: object, says: str) -> None:
    """Go on when `condition` holds; else skip with `says`, a sentence that tells what to install, or fail where CI=true."""
    if condition:
        return
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(says)
    pytest.skip(says, allow_module_level=True)


def require_chromium() -> str:
    """The path of Debian's Chromium (or Chrome)."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    require(found, "the browser tests need Chromium: apt-get install chromium fonts-noto-color-emoji")
    assert found is not None
    return found
