"""The proof: re-reading what was written, independently, and the records and reports of a run."""

from redactor.assurance.summary import SUMMARY, summary
from redactor.assurance.traces import Traces
from redactor.assurance.verify import FileVerdict, Residual, recheck, verify_file, verify_share

__all__ = ["SUMMARY", "FileVerdict", "Residual", "Traces", "recheck", "summary", "verify_file", "verify_share"]
