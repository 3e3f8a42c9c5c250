"""The proof: re-reading what was written, independently, and the records and reports of a run."""

from redactor.assurance.traces import Traces
from redactor.assurance.verify import FileVerdict, Residual, recheck, verify_file, verify_share

__all__ = ["FileVerdict", "Residual", "Traces", "recheck", "verify_file", "verify_share"]
