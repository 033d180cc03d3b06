"""Ranking of candidates, and the one path that writes a step with help."""

import dataclasses
import json
import os
from types import SimpleNamespace

import numpy as np
import pytest

from codegen_magic.assist import Help, _Writer, ground, nth_sampling, write_step
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.checks import Finding, Report
from codegen_magic.errors import BadInput, NoCode
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.trial import Trial, Variable, available
from codegen_magic.turn import Sampling
from codegen_magic.verify import Evidence, problem, rank

pytestmark = pytest.mark.forks

linux = pytest.mark.skipif(not available(), reason="trial runs need Linux")
GREEDY = Sampling()


def ok(fingerprint="a", **fields):
    return Trial("ok", variables=(Variable("x", "int", fingerprint, True),), **fields)


CLEAN = Report("x = 1")
BROKEN = Report("x = (", (Finding("syntax", 1, "bad"),))
BLAMED = Report("y", (Finding("name", 1, "the name 'y' is not defined"),))
HALF = Report("x = 1", unused=("age",))
UNASSIGNED = Report("1", (Finding("result", 1, "the result is not stored in 'm'"),))


def test_each_kind_of_evidence_counts_before_the_next():
    best_last = [
        Evidence(BROKEN, None, 0),
        Evidence(CLEAN, Trial("error", error_type="KeyError", error_message="x"), 0),
        Evidence(BLAMED, Trial("unknown"), 0),
        Evidence(CLEAN, Trial("unknown"), 0),
        Evidence(UNASSIGNED, ok(), 0),
        Evidence(CLEAN, Trial("ok"), 0),
        Evidence(HALF, ok("b"), 0),
        Evidence(CLEAN, ok("b"), -9),
        Evidence(CLEAN, ok("b"), -2),
    ]
    assert rank(best_last) == [8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_the_majority_wins_over_likelihood_and_ties_keep_their_order():
    items = [Evidence(CLEAN, ok("a"), -0.1), Evidence(CLEAN, ok("b"), -3), Evidence(CLEAN, ok("b"), -3)]
    assert rank(items) == [1, 2, 0]
    assert rank([Evidence(CLEAN), Evidence(CLEAN)]) == [0, 1]


def test_what_the_trial_refutes_is_no_problem():
    assert problem(Evidence(BLAMED, ok())) == ""
    assert problem(Evidence(BLAMED)) == "line 1: the name 'y' is not defined"
    assert problem(Evidence(CLEAN, Trial("error", error_type="KeyError", error_message="x"))) == "KeyError: x"
    assert Evidence(BLAMED, ok()).good
    assert not Evidence(UNASSIGNED, ok()).good


def test_the_candidate_that_the_search_stops_at_wins():
    """What `good` lets pass counts for nothing in the rank either."""
    half, refuted = Evidence(HALF, ok("b"), -1), Evidence(BLAMED, ok("a"), -9)
    assert [half.good, refuted.good] == [False, True]
    assert rank([half, refuted]) == [1, 0]


def test_without_help_it_is_synthesize():
    session = Session()
    one = write_step(session, "make x", ScriptedBackend(["x = 1"]), GREEDY, {}, Help())
    two = synthesize(session, "make x", ScriptedBackend(["x = 1"]), GREEDY)
    assert one.turn.code == two.code
    assert one.turn.prompt == two.prompt
    assert session.turns == []


def test_the_grounding_goes_in_front_of_the_instruction():
    backend = ScriptedBackend(["y = total"])
    written = write_step(Session(), "use total", backend, GREEDY, {"total": 3}, Help(grounding_tokens=50))
    assert backend.prompts[0].endswith("# total: int\n# use total\n")
    assert written.turn.prompt.grounding == "# total: int\n"


@linux
def test_the_first_candidate_that_runs_wins():
    backend = ScriptedBackend(["x = df['pric']", "x = 1 / 0", "x = 42", "x = 43"])
    help = Help(trial=True, n=4)
    written = write_step(Session(), "make x", backend, GREEDY, {"df": {"price": 1}}, help)
    assert written.turn.code == "x = 42"
    assert [c.turn.code for c in written.candidates] == ["x = 42", "x = 43", "x = df['pric']", "x = 1 / 0"]
    assert written.evidence.trial.status == "ok"


@linux
@pytest.mark.parametrize("grounding_tokens", [0, 50])
def test_the_second_candidate_is_greedy_without_the_grounding(grounding_tokens, monkeypatch):
    """Where there is one; the samples that follow have it again, and all are scored behind the first prompt."""
    behind = []
    monkeypatch.setattr(_Writer, "mean_logprob", lambda self, prompt, _: behind.append(prompt.grounding) or 0)
    failing = ["x = 1 / 0", "x = 2 / 0", "x = 3 / 0"]
    help = Help(grounding_tokens=grounding_tokens, trial=True, n=4)
    backend = ScriptedBackend([*failing, "x = total"])
    written = write_step(Session(), "make x", backend, GREEDY, {"total": 3}, help)
    assert written.turn.code == "x = total"
    told = "# total: int\n" if grounding_tokens else ""
    made = {c.turn.code: c.turn for c in written.candidates}
    assert [made[f"x = {k} / 0"].prompt.grounding for k in (1, 2, 3)] == [told, "", told]
    assert made["x = 2 / 0"].sampling.temperature == (0 if told else 0.6)
    third = made["x = 3 / 0"]  # what the first one computed of its prompt is still held
    assert third.completion.reused_tokens == len(third.prompt.ids) - 1
    assert behind == []  # the best is told apart without
    backend, help = ScriptedBackend(failing), dataclasses.replace(help, n=3)
    write_step(Session(), "make x", backend, GREEDY, {"total": 3}, help)
    assert behind == [told] * 3


def test_a_candidate_that_leaves_out_half_of_the_step_is_not_the_last_word():
    half, whole = "good = [n for n in numbers if n > 7]", "good = [n for n in numbers if 7 < n < 40]"
    ask = "the numbers above 7 and below 40 as good"
    written = write_step(
        Session(), ask, ScriptedBackend([half, whole]), GREEDY, {"numbers": [1]}, Help(mend=True, n=2)
    )
    assert written.turn.code == whole
    assert [c.turn.code for c in written.candidates] == [whole, half]


@linux
@pytest.mark.parametrize(("other", "scored"), [("x = 2", []), ("x = 2 / 0", ["x = 1 / 0", "x = 2 / 0"])])
def test_the_likelihood_is_computed_only_where_nothing_else_decides(other, scored, monkeypatch):
    asked = []

    def likelihood(self, prompt, completion):
        asked.append(completion.text)
        return float(len(asked))

    monkeypatch.setattr(_Writer, "mean_logprob", likelihood)
    backend = ScriptedBackend(["x = 1 / 0", other])
    written = write_step(Session(), "make x", backend, GREEDY, {}, Help(trial=True, n=2))
    assert asked == scored
    assert written.turn.code == other


@linux
def test_all_candidates_are_made_where_asked_and_equal_code_is_kept_once():
    backend = ScriptedBackend(["x = 1", "x = 2", "x = 3 - 1", "x = 1"])
    written = write_step(Session(), "x", backend, GREEDY, {}, Help(trial=True, n=4, enough="all"))
    assert written.turn.code in ("x = 2", "x = 3 - 1")
    assert len(written.candidates) == 3


@linux
def test_a_step_is_told_in_three_ways_before_answers_are_sampled():
    session = Session()
    session.ran_own("total = 3")
    backend = ScriptedBackend(["x = 1 / 0", "x = 2 / 0", "x = 3 / 0", "x = 4 / 0"])
    help = Help(grounding_tokens=50, trial=True, n=4)
    written = write_step(session, "make x", backend, GREEDY, {"total": 3, "rate": 0.5}, help)
    made = {int(c.turn.code[4]): c.turn for c in written.candidates}
    turns = [made[number] for number in (1, 2, 3, 4)]
    assert ["total = 3" in turn.prompt.text for turn in turns] == [True, False, True, True]
    assert [turn.prompt.alone for turn in turns] == [False, True, False, False]
    assert [bool(turn.prompt.grounding) for turn in turns] == [True, True, False, True]
    assert [turn.sampling.temperature for turn in turns] == [0, 0, 0, 0.6]
    assert {turn.number for turn in turns} == {session.next_number}


@linux
@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (["x = [1]", "x = [2 - 1]", "x = [5]"], ["x = [1]", "x = [2 - 1]"]),
        (["x = [1]", "x = [1]", "x = [5]"], ["x = [1]"]),  # in the same words, out of two prompts
        (["x = {}", "x = dict()", "x = [5]"], ["x = [5]", "x = {}", "x = dict()"]),  # they agree on no list
        (["x = [1 / 0]", "x = [2 / 0]", "x = [5]"], ["x = [5]", "x = [1 / 0]", "x = [2 / 0]"]),
    ],
)
def test_two_good_ones_of_the_same_result_are_enough(answers, kept):
    help = Help(grounding_tokens=50, trial=True, n=3, enough="agreed")
    backend = ScriptedBackend(answers)
    written = write_step(Session(), "make a list called x", backend, GREEDY, {"total": 3}, help)
    assert [c.turn.code for c in written.candidates] == kept


@linux
def test_the_same_code_out_of_two_prompts_is_agreement_and_out_of_one_is_not():
    """Greedy, told alone, ungrounded, sampled: the last repeats what its own prompt led to before."""
    session = Session()
    session.ran_own("total = 3")
    space = {"total": 3, "rate": 0.5}
    help = Help(grounding_tokens=50, trial=True, n=4, enough="agreed")

    def codes(*answers):
        made = write_step(session, "make x", ScriptedBackend(answers), GREEDY, space, help).candidates
        return [candidate.turn.code for candidate in made]

    assert codes("x = 1", "x = 22222", "x = 1") == ["x = 1", "x = 22222"]
    assert sorted(codes("x = 1", "x = 2", "x = 3", "x = 1")) == ["x = 1", "x = 2", "x = 3"]
    evidence = _led_to_by_each(session, space, help, ["x = 1", "x = 2", "x = 3", "x = 1"])
    assert evidence == {"x = 1": 1, "x = 2": 1, "x = 3": 1}
    assert _led_to_by_each(session, space, help, ["x = 1", "x = 2", "x = 1"])["x = 1"] == 2


def _led_to_by_each(session, space, help, answers):
    written = write_step(session, "make x", ScriptedBackend(answers), GREEDY, space, help)
    return {candidate.turn.code: candidate.evidence.prompts for candidate in written.candidates}


@linux
def test_without_a_grounding_the_code_is_always_shown():
    session = Session()
    session.ran_own("total = 3")
    backend = ScriptedBackend(["x = 1 / 0", "x = 2 / 0", "x = 3 / 0"])
    written = write_step(session, "make x", backend, GREEDY, {"total": 3, "rate": 0.5}, Help(trial=True, n=3))
    assert ["total = 3" in c.turn.prompt.text for c in written.candidates] == [True] * 3


@linux
def test_the_likelihood_is_not_asked_between_ways_to_one_result(monkeypatch):
    monkeypatch.setattr(_Writer, "mean_logprob", lambda *_: pytest.fail("scored"))
    backend = ScriptedBackend(["x = 1", "x = 2 - 1", "x = 1 / 0", "x = 2 / 0"])
    written = write_step(Session(), "make x", backend, GREEDY, {}, Help(trial=True, n=4, enough="all"))
    assert written.turn.code == "x = 1"


@linux
def test_a_failing_step_is_written_again_with_its_error_in_view():
    backend = ScriptedBackend(["x = d['pric']", "x = d['price']"])
    session = Session()
    written = write_step(
        session, "get the price as x", backend, GREEDY, {"d": {"price": 1}}, Help(trial=True, retry=1)
    )
    assert written.turn.code == "x = d['price']"
    assert written.turn.instruction == "get the price as x"
    assert written.turn.number == session.next_number
    assert written.repairs == 1
    assert "x = d['pric']" in backend.prompts[1]
    assert "# last error: KeyError: pric\n# get the price as x\n" in backend.prompts[1]


@linux
@pytest.mark.parametrize(
    ("answer", "kept"), [("x = 3 / 0", ["x = 1 / 0", "x = 3 / 0"]), ("x = 1 / 0", ["x = 1 / 0"])]
)
def test_a_repair_that_fails_alike_is_scored_like_the_others_and_kept_once(answer, kept, monkeypatch):
    likely = {"x = 1 / 0": -0.2, "x = 3 / 0": -0.9}
    monkeypatch.setattr(_Writer, "mean_logprob", lambda self, _, completion: likely[completion.text])
    backend = ScriptedBackend(["x = 1 / 0", answer])
    written = write_step(Session(), "make x", backend, GREEDY, {}, Help(trial=True, retry=1))
    assert [c.turn.code for c in written.candidates] == kept
    assert written.repairs == 1


@linux
def test_a_worse_repair_does_not_replace_the_step():
    backend = ScriptedBackend(["x = 1 / 0", "x = ("])
    written = write_step(Session(), "make x", backend, GREEDY, {}, Help(trial=True, retry=1))
    assert written.turn.code == "x = 1 / 0"


def test_imports_and_the_asked_name_are_added_without_the_model():
    written = write_step(
        Session(), "call it m", ScriptedBackend(["np.mean([1, 3])"]), GREEDY, {}, Help(mend=True)
    )
    assert written.turn.code == "import numpy as np\nm = np.mean([1, 3])\nm"
    assert written.turn.completion.text == "np.mean([1, 3])"


def test_no_code_from_any_candidate_is_an_error():
    with pytest.raises(NoCode):
        write_step(Session(), "x", ScriptedBackend([]), GREEDY, {}, Help(n=2))


def test_candidates_have_seeds_of_their_own():
    samplings = [nth_sampling(GREEDY, k) for k in range(3)]
    assert samplings[0] == GREEDY
    assert [s.temperature for s in samplings[1:]] == [0.6, 0.6]
    assert len({s.seed for s in samplings}) == 3


def test_help_is_a_value():
    help = Help(n=3, names=("a",), trial=True)
    assert Help.from_json(help.to_json()) == help
    assert dataclasses.replace(help, n=1).n == 1


def test_an_answer_that_does_not_parse_is_never_kept_and_the_next_one_is_taken():
    with pytest.raises(NoCode, match="does not parse"):
        write_step(Session(), "x", ScriptedBackend(["x = = 1"]), GREEDY, {}, Help(mend=True))
    for help in (Help(n=2), Help(retry=1)):
        backend = ScriptedBackend(["x = = 1", "x = 1\ny = = 2"])
        written = write_step(Session(), "x", backend, GREEDY, {}, help)
        assert [c.turn.code for c in written.candidates] == ["x = 1"]


def test_an_answer_cut_in_its_first_statement_says_so():
    short = Sampling(max_new_tokens=9)
    with pytest.raises(NoCode, match="cut at the token limit in its first statement"):
        write_step(Session(), "x", ScriptedBackend(["x = [1, 2, 3, 4, 5]"]), short, {}, Help())


def learned(path, *steps):
    path.write_text("".join(json.dumps({"prompt": words, "code": code}) + "\n" for words, code in steps))
    return str(path)


def test_learned_steps_stand_behind_the_turns_so_that_the_prefix_stays(tmp_path):
    pytest.importorskip("bm25s")
    file = learned(
        tmp_path / "steps.jsonl", ("plot prices", "df.price.plot()"), ("mean by city", "df.mean()")
    )
    help = Help(examples=1, learned=file, grounding_tokens=50)
    backend, session = ScriptedBackend(["x = 1", "x.plot()", "x.mean()"]), Session()
    for step in ("make x", "plot the price", "mean by city of x"):
        session.add(write_step(session, step, backend, GREEDY, {"x": np.zeros(3)}, help).turn)
    assert "other notebooks" not in backend.prompts[0]  # nothing is like it
    block = "# Steps of other notebooks:\n# plot prices\ndf.price.plot()\n\n# x: ndarray 3 float\n# plot the price\n"
    assert backend.prompts[1].endswith("# make x\nx = 1\n\n" + block)
    before, _, after = backend.prompts[2].partition("# Steps of other notebooks:")
    assert backend.prompts[1].startswith(before.removesuffix("# plot the price\nx.plot()\n\n"))
    assert after == "\n# mean by city\ndf.mean()\n\n# x: ndarray 3 float\n# mean by city of x\n"


def test_learned_steps_are_read_again_when_they_change_and_kept_short(tmp_path):
    pytest.importorskip("bm25s")
    path = tmp_path / "steps.jsonl"
    help = Help(examples=2, learned=learned(path, ("plot it", "a()")))
    backend = ScriptedBackend(context_length=400)
    assert "a()" in ground({}, "plot it", backend, help)
    learned(path, ("plot it", "b()" * 90), ("plot it now", "c()"))
    os.utime(path, ns=(1, 1))
    told = ground({}, "plot it now", backend, help)
    assert "c()" in told
    assert "b()" not in told  # too long beside the nearer one
    with pytest.raises(BadInput, match="codegen-magic learn"):
        ground({}, "x", backend, Help(examples=1, learned=str(tmp_path / "none")))


def test_an_answer_is_scored_behind_its_prompt_whatever_the_decoder_holds():
    class Decoder:
        def __init__(self):
            self.ids, self.behind = [], []

        def extend(self, ids):
            self.ids += ids
            return np.zeros((1, 8))

        def rewind(self, length):
            del self.ids[length:]

        def score(self, ids):
            self.behind.append(list(self.ids))
            return np.zeros((1, len(ids), 8))

    backend = SimpleNamespace(tokenizer=SimpleNamespace(vocab_size=8))
    prompt, completion = SimpleNamespace(ids=(3, 4, 5)), SimpleNamespace(ids=(6, 7))
    for held in ([], [1, 2], [3, 4, 5, 6, 7]):
        decoder = Decoder()
        decoder.ids = held
        writer = _Writer(backend, {}, Help(n=2), None, decoder, None, None)
        assert writer.mean_logprob(prompt, completion) == pytest.approx(-np.log(8))
        assert decoder.behind == [[3, 4]]


def test_names_far_back_in_a_long_notebook_are_told():
    backend = ScriptedBackend(context_length=300)  # tokens are bytes
    namespace, help = {"prices": [1, 2]}, Help(grounding_tokens=60)
    assert ground(namespace, "add them", backend, help, shown="prices = [1, 2]") == ""
    long = "prices = [1, 2]\n" + "print('another line')\n" * 5
    assert "prices: list of 2 int" in ground(namespace, "add them", backend, help, shown=long)
