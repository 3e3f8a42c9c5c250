"""What stays readable, and that no listed term makes somebody's name readable."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.casefile import CastEntry, Document, Location, Recognition, TextBlock
from redactor.errors import RuleError
from redactor.recognition.evidence import spread
from redactor.rulebook import KeepMatcher, Requirement, Rulebook, load_rulebook


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def keep() -> KeepMatcher:
    return KeepMatcher(rulebook())


def kept(text: str, words: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether words lie within a term that stays, so that a recogniser's finding of them is turned down."""
    start = text.index(words)
    return any(low <= start and start + len(words) <= high for low, high, _ in keep().spans(text, names))


@pytest.mark.parametrize(("text", "words"), [
    # bodies, schemes, tools
    ("Referral to Anna Freud Centre made.", "Anna Freud Centre"),
    ("Signposted to Karma Nirvana and Muslim Women's Network.", "Karma Nirvana"),
    ("Mum rang Live Fear Free overnight.", "Live Fear Free"),
    ("Webster-Stratton group starts in the new term.", "Webster-Stratton"),
    ("He scored low on the Eyberg.", "Eyberg"),
    ("Nan has started Who's in Charge with the worker.", "Who's in Charge"),
    # aids, applications, toys and titles
    ("An Oxford Midi hoist was ordered.", "Oxford Midi"),
    ("A Leckey chair and a Kaye walker for school.", "Kaye walker"),
    ("She messages him on Yubo.", "Yubo"),
    ("We read The Huge Bag of Worries.", "Huge Bag of Worries"),
    ("They sang Miss Polly Had a Dolly.", "Polly"),
    ("He wore his Miles Morales top.", "Miles Morales"),
    ("She wants the Elsa dress again.", "Elsa"),
    ("Percy Pigs were shared out.", "Percy"),
    # laws and protocols with a forename, inquiries
    ("A Jade's Law application was explained.", "Jade's"),
    ("Raneem’s Law desk in the control room.", "Raneem"),
    ("Learning from the Daniel Pelka SCR.", "Daniel Pelka"),
    ("Kübler-Ross cycle drawn with her.", "Kübler-Ross"),
    # authors, where they are cited
    ("As Ferguson (2011) writes, visits are walks.", "Ferguson"),
    ("see Broadhurst et al for the figures", "Broadhurst"),
    ("Horwath and Morrison (2007) on change", "Morrison"),
    ("I used Hackett's continuum with them.", "Hackett"),
    ("Forrester's research on motivational work", "Forrester"),
    ("She scored 21 on the Beck today.", "Beck"),
    ("In his book by Bruce Perry", "Bruce Perry"),
    ("Threat to life (Osman) notice served", "Osman"),
    ("drawing on Featherstone, we asked what helps", "Featherstone"),
    ("We thought about Ferguson on disguised compliance.", "Ferguson"),
    ("the chair had in mind Munro on error", "Munro"),
    ("The Boxall was repeated in school.", "Boxall"),
    # letters of the courts
    ("M and F both attended.", "M and F"),
    ("R1 did not file evidence.", "R1"),
    # languages
    ("Hooyo macaan was there with Ayeeyo macaan.", "Ayeeyo macaan"),
    ("Jej ciocia i wujek przyszli.", "ciocia"),
    ("She wore her shalwar kameez to contact.", "shalwar kameez"),
    ("Jollof rice and Moin moin were cooked together.", "Moin moin"),
    ("He said wallahi he never touched it.", "wallahi"),
    ("Cylch Meithrin place agreed.", "Cylch Meithrin"),
    ("An Garda Síochána were told.", "An Garda Síochána"),
    # ratings
    ("RAG: Amber this month", "Amber"),
    ("BRAG rated Amber/Green", "Amber"),
    ("The plan went from red to amber.", "amber"),
])
def test_stays(text: str, words: str) -> None:
    assert kept(text, words)


@pytest.mark.parametrize(("text", "words"), [
    ("Elsa was collected by her dad.", "Elsa"),
    ("Olaf and Alexa came to contact.", "Olaf"),
    ("Olaf and Alexa came to contact.", "Alexa"),
    ("Stella said she was fine.", "Stella"),
    ("Amber was at school today.", "Amber"),
    ("rated by Amber as helpful", "Amber"),
    ("Miles told me he hates it.", "Miles"),
    ("Ms Munro visited today.", "Munro"),
    ("Munro visited at four.", "Munro"),
    ("Social worker Ferguson argues the plan is safe.", "Ferguson"),
    ("Ferguson said she would call back.", "Ferguson"),
    ("Mr Hackett's review is due.", "Hackett"),
    ("Hackett is a model pupil.", "Hackett"),
    ("Selam and Peng played outside.", "Selam"),
    ("Selam and Peng played outside.", "Peng"),
    ("Amos is on a plan, Hayes is closed.", "Amos"),
    ("Ferguson on leave until Monday.", "Ferguson"),
    ("Mr Boxall rang the school.", "Boxall"),
    ("Travelled up the A1 to see them.", "A1"),
    ("She came home at Diwali.", "Diwali"),
    ("Beck ran away from the hostel.", "Beck"),
    ("Jefferson 5, Mia 3 live with nan.", "Jefferson"),
    ("Jefferson scores a goal in each game.", "Jefferson"),
    ("Dan Hughes from housing rang.", "Dan Hughes"),
    ("Kim Golding chaired the meeting.", "Kim Golding"),
    ("The Boots family moved in.", "Boots"),
    ("Mrs Macmillan rang.", "Macmillan"),
    ("Jane Carling is the DSL.", "Carling"),
    ("Dr Ainsworth wrote to us.", "Ainsworth"),
    ("Brandon Smith hit him.", "Brandon"),
    ("Matilda and Casper slept well.", "Matilda"),
    ("Harry Kane (12) lives with his aunt.", "Harry Kane"),
    ("Zayn Malik was excluded.", "Zayn Malik"),
    ("Jude's Law degree begins.", "Jude"),
    ("Jade told us about her day.", "Jade"),
    ("Baker J, Smith K attended.", "Baker J"),
    ("Mr Hitchens and M came.", "M"),
    ("Maggie's mum rang.", "Maggie"),
])
def test_a_name_is_not_hidden_by_a_term(text: str, words: str) -> None:
    assert not kept(text, words)


def test_a_whole_famous_name_is_a_persons_where_the_case_has_both_its_words() -> None:
    text = "Taylor Swift was collected by her aunt."
    assert kept(text, "Taylor Swift")
    assert kept(text, "Taylor Swift", frozenset({"taylor", "thomson"}))
    assert not kept(text, "Taylor Swift", frozenset({"taylor", "swift"}))
    assert kept("We looked at Ferguson (2011).", "Ferguson")
    assert not kept("We looked at Ferguson (2011).", "Ferguson", frozenset({"ferguson"}))


def test_the_cast_list_brings_a_famous_name_back() -> None:
    text = "Taylor Swift was collected by her aunt. Taylor Swift slept."
    document = Document(id="d", path="d.txt", format="txt", sha256="", blocks=(
        TextBlock(id="1", text=text, location=Location(part="body")),))
    nothing = Recognition(document_id="d", findings=(), near_misses=())
    policy = rulebook().policy("success-review")
    after = spread([document], [nothing], (CastEntry(name="Taylor Swift"),), keep(), policy)[0]
    assert [text[item.start:item.end] for item in after.findings] == ["Taylor Swift", "Taylor Swift"]


def test_what_a_term_requires_is_read_from_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "terms" / "keep"
    folder.mkdir(parents=True)
    rules = "schema: 1\ngroups:\n  - {about: ours, only: [%s], terms: [Quillfeather]}\n"
    (folder / "ours.yaml").write_text(rules % "cited", encoding="utf-8")
    book = load_rulebook(tmp_path)
    term = next(term for term in book.keep_terms if term.text == "Quillfeather")
    assert term.only == {Requirement.CITED}
    matcher = KeepMatcher(book)
    assert matcher.spans("Quillfeather (2009) on neglect")
    assert not matcher.spans("Quillfeather rang at nine")
    (folder / "ours.yaml").write_text(rules % "sited", encoding="utf-8")
    with pytest.raises(RuleError, match="'sited' is not a requirement"):
        load_rulebook(tmp_path)


@given(st.text(alphabet="FergusonBeck (2011),'s&’ and theory.\n", max_size=200))
def test_any_text_is_searched_and_the_spans_lie_in_order(text: str) -> None:
    spans = keep().spans(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(first[1] <= second[1] and first[0] <= second[0] for first, second in pairwise(spans))
