"""Stages of pregnancy: one class in every written form, and never an infant's age."""

from __future__ import annotations

import pytest
from replacement_case import case, policy

from redactor.replacement.gestation import stages_of_pregnancy


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Referral at 14 weeks: cannabis. Midwife rang", "Referral [in the second trimester]: cannabis. Midwife rang"),
        ("Midwife: booked at 27+1, all well", "Midwife: booked [in the second trimester], all well"),
        ("She is 14/40 today", "She is [in the second trimester] today"),
        ("She is fourteen weeks pregnant", "She is [in the second trimester of pregnancy]"),
        ("She is 8 months pregnant", "She is [in the third trimester of pregnancy]"),
        ("Pregnancy booked late. Birth plan by 34 weeks", "Pregnancy booked late. Birth plan by [the third trimester]"),
        ("antenatal contact due at 28 weeks", "antenatal contact due [in the third trimester]"),
        ("Pregnant; came in at 14 weeks not 36, so early",
         "Pregnant; came in [in the second trimester] not [the third trimester], so early"),
        ("born at 31+2 by section", "born [preterm] by section"),
        ("born at 39 weeks, well", "born [full term], well"),
        ("Subject: unborn Dunn.\nShe booked Ann today at 14 weeks. Bloods done",
         "Subject: unborn Dunn.\nShe booked Ann today [in the second trimester]. Bloods done"),
        ("UBB Dunn, EDD in summer.\nNo baby things yet, fine at 16 weeks.",
         "UBB Dunn, EDD in summer.\nNo baby things yet, fine [in the second trimester]."),
    ],
)
def test_every_form_is_told_by_trimester(written: str, read: str) -> None:
    assert case(written).redacted() == read
    keep = policy(ages=policy().ages.model_copy(update={"gestation": "keep"}))
    assert case(written).redacted(keep) == written


@pytest.mark.parametrize(
    "written",
    [
        "Sober for 14 weeks. Reviewed at 26 weeks of proceedings.",
        "Home after 14 weeks in care",
        "The baby was born well. Weighed at 9 weeks by the midwife.",
        "At 12 weeks old the unborn's sister was fostered",
        "Scored 14/40 in the maths test",
        "Immunised at 12 weeks, no concerns about the baby",
        "The order was reviewed at 20 weeks",
        "Pregnant. Perpetrator course done in 26 weeks",
    ],
)
def test_other_weeks_are_no_pregnancy(written: str) -> None:
    assert list(stages_of_pregnancy(written)) == []


def test_a_stage_that_was_found_as_an_age_is_still_a_stage() -> None:
    assert case("Midwife referral at <AGE:14> weeks: cannabis").redacted() == (
        "Midwife referral [in the second trimester]: cannabis")
    assert case("UBB. Baby fine at <AGE:16> weeks").redacted() == "UBB. Baby fine [in the second trimester]"
