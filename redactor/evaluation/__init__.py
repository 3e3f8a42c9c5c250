"""Measuring: gold data in; leak rate, over-redaction, identity, calibration and speed out."""
