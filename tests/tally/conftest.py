"""The judge's in-memory ledger lies with its bench; tests replay with the same one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
