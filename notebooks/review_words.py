"""All words that people read in the review notebook, so that an owner can change or translate them."""

from typing import Final

from core.domain.answer import RefusalKind
from core.evaluation.review.labels import Word
from core.evaluation.review.queue import Place
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.values import RightRefusal


class Page:
    """What the notebook is for."""

    TITLE = "Is the answer right?"
    LEAD = (
        "Answers of evaluation runs, and answers that somebody reported as wrong. Say of each whether it "
        "is right; where you disagree with each other, a third person decides. What you settle counts "
        "in the place of the scorer's word, and what you propose becomes a case that gates releases."
    )
    ALONE = "You see an answer only if you may see every document it rests on. Nobody is told who asked."
    READ_ONLY = "You read along. Saying what is right is for domain experts."


class Suites:
    """The suites and how to get something to review."""

    TITLE = "The suite"
    NONE = "There is no suite of your organisation here."
    NONE_HINT = (
        "A suite is a folder with suite.toml and cases.jsonl, in the folder that HANDRAIL_SUITES names. "
        "Reported answers arrive without one."
    )
    HOLDS = "{name}: {cases} cases, of which you may ask {askable}."
    RUN = "Run {name} as far as you may see"
    HINT = (
        "Asks each of those cases in your name, as somebody who sees no more than you do, and brings "
        "the answers here."
    )
    WHOLE = "The whole suite, from a terminal"
    COMMANDS = (
        "handrail eval run --suite {name} --out run.json\nhandrail eval review --run run.json"
    )
    RUNNING = "Asking"
    RAN = "{kept} answers are there to review."
    UNTRACED = "{count} rest on documents that you may not see."


class Queue:
    """The queue."""

    TITLE = "To review"
    SHOW = "Show"
    TODO, DONE, ALL = "What waits for you", "What is settled or waits for others", "Everything"
    TAG = "Tag"
    ANY = "Any tag"
    COUNT = "{shown} of {count} answers"
    NONE = "Nothing waits for you."
    NONE_HINT = "Choose another list above, or run the suite."
    EMPTY = "There is nothing to review yet."
    EMPTY_HINT = "Run the suite above, or wait until somebody reports an answer."
    CHOOSE = "Choose an answer to look at it."
    MORE = "Show {count} more"
    LIST = "Answers to review"
    PLACES: Final = {
        Place.ADJUDICATE: "you decide",
        Place.SECOND: "second person needed",
        Place.DISAGREEMENT: "people disagree",
        Place.UNCERTAIN: "scorers unsure",
        Place.REPORTED: "reported wrong",
        Place.FAILED: "scored wrong",
        Place.CRITICAL: "critical",
        Place.REST: "scored right",
        Place.WAITING: "waits for a second person",
        Place.SETTLED: "settled",
    }
    WHY: Final = {
        Place.ADJUDICATE: "Others disagree, and you have not taken a side: your word decides.",
        Place.SECOND: "Somebody has looked at it. It matters, so a second person is to.",
        Place.DISAGREEMENT: "People disagree. Somebody who has not taken a side decides.",
        Place.UNCERTAIN: "The scorers are unsure, or contradict each other.",
        Place.REPORTED: "Whoever asked says that it is wrong.",
        Place.FAILED: "A scorer says that it is wrong.",
        Place.CRITICAL: "This case may never fail.",
        Place.REST: "No scorer found anything wrong.",
        Place.WAITING: "You have said what you think. A second person is to look at it.",
        Place.SETTLED: "People have settled what it is.",
    }


class Opened:
    """One answer, opened."""

    TITLE = "The answer"
    QUESTION = "Question"
    EARLIER = "What was said before"
    AS_WHOM = "Asked as somebody who is cleared for {tier}"
    IN_GROUPS = ", in {groups}"
    AS_OF = "As of {day}"
    SEARCHED = "Understood as"
    ANSWER = "Answer"
    REFUSED = "Refused"
    REFUSALS: Final = {
        RefusalKind.NO_EVIDENCE.value: "there is too little to answer from",
        RefusalKind.OUT_OF_SCOPE.value: "it is about something else",
        RefusalKind.UNAVAILABLE.value: "no model was available",
        RightRefusal.UNDERSPECIFIED.value: "the question leaves open what is meant",
        RightRefusal.CONFLICTING.value: "the documents contradict each other",
        RightRefusal.NOT_CLEARED.value: "the asker may not see it",
    }
    BROKE = "It could not be asked: {error}"
    SUPPORTED, UNSUPPORTED = "supported", "not supported"
    LEGEND = "Claims, as the scorers see them:"
    HIDDEN = (
        "The answer rests on something that you may not see, so neither it nor the note is shown."
    )
    NOTE = "What the asker says of it"
    PASSAGES = "The passages"
    QUOTED = "What the answer quotes is marked."
    UNQUOTED = "{count} more that were found and not quoted"
    NO_PASSAGES = "Nothing was found."
    GONE = "The passages are no longer there as they were."
    EXPECTED = "What the case expects"
    SAYS = "It says"
    REFUSES = "It is refused"
    RESTS = "It rests on"
    NO_CASE = "There is no case for it yet."
    SCORES = "What the scorers say"
    VERDICTS: Final = {
        Verdict.CORRECT: "right",
        Verdict.INCORRECT: "wrong",
        Verdict.REFUSED: "refused",
        Verdict.UNSCORED: "not scored",
    }
    LIMITS = "What it cannot tell"
    OTHER_SCORES = "{count} more"
    NO_SCORES = "No scorer has looked at it."
    CASE = "Case {case} of {suite}"
    REPORT = "Reported on {day}"
    TAGS = "tags"
    MATTERS = "two people look at it"
    RELEASE = "Release {release}"


class Saying:
    """What people say."""

    TITLE = "What do you say?"
    HINT = "Kept with your name; the newest word of a person stands, and every earlier one stays on record."
    KEYS = "On the keyboard: Alt and 1 right, 2 wrong, 3 not sure, 0 to take it back."
    DECIDING = "Others disagree. Your word decides."
    BUTTONS: Final = {
        Word.CORRECT: "1 · Right",
        Word.INCORRECT: "2 · Wrong",
        Word.UNSURE: "3 · Not sure",
        Word.WITHDRAWN: "0 · Take back",
    }
    KEY: Final = {
        Word.CORRECT: "Alt-1",
        Word.INCORRECT: "Alt-2",
        Word.UNSURE: "Alt-3",
        Word.WITHDRAWN: "Alt-0",
    }
    VERDICTS: Final = {
        Word.CORRECT: "right",
        Word.INCORRECT: "wrong",
        Word.UNSURE: "not sure",
        Word.WITHDRAWN: "taken back",
    }
    COMMENT = "Comment"
    COMMENT_HINT = "So that a colleague can follow it"
    PEOPLE = "What people say"
    NOBODY = "Nobody has said anything yet."
    BY = "{who}: {verdict}"
    DECIDED_BY = "{who} decided: {verdict}"
    EARLIER = "{count} earlier words"
    SETTLED = "Settled: {verdict}, by {people}. It counts in the place of the scorer's word."
    SETTLED_REFUSAL = "Settled: {verdict}, by {people}. Of refusals the scorer's word counts."
    SETTLED_REPORT = "Settled: {verdict}, by {people}."
    ONE, MANY = "1 person", "{count} people"
    KEPT = "Kept: {verdict}."
    KEPT_ON = "Kept: {verdict}. Here is the next one."
    UNDO = "Take it back"


class Proposing:
    """A corrected expectation, or a new case."""

    TITLE = "Propose what is right"
    NEW_TITLE = "Make it a case"
    HINT = (
        "A case holds releases to what is right. Write what a right answer says, or which refusal is "
        "right."
    )
    TWO = "Two people look at this case: a colleague has to approve what you propose."
    MUST_SAY = "A right answer says (a fact a line)"
    MUST_SAY_HINT = "EUR 62 — 30 days — 2026-03-31 — in writing | by e-mail"
    PICK = "Or pick what its passages state"
    PICK_NONE = "none of these"
    REFUSAL = "Or refusing is right, because"
    NO_REFUSAL = "it is to be answered"
    AS_WHOM = "Asked as"
    AS_ME = "somebody who may see what I see"
    PASSAGES = "Passages that justify it"
    TAGS = "Tags"
    TAGS_HINT = "number exception"
    SUITE = "Suite"
    COMMENT = "Comment"
    IS_WRONG = "The answer is wrong"
    SEND = "Propose"
    MAKE = "Write the case"
    NEEDED = "Write or pick what it must say, or choose a refusal; not both."
    PROPOSED = "{who} proposes"
    APPROVE = "Approve, and write it into the suite"
    WAITS = "A colleague has to approve it."
    KEPT = "Kept. A colleague has to approve it before it is written."
    STANDS = "It is in the suite as {case}, written by {writer} and approved by {approver}."
    WRITTEN = "Written: {case} is in the suite, and gates the next run."
    NOT_WRITTEN = "What you said is kept. Not written:"


class Agreeing:
    """How far people agree."""

    TITLE = "How far people agree"
    HINT = "Before anybody decided between them. 1 is perfect agreement, 0 what chance would bring."
    PEOPLE = "People with each other"
    SCORER = "The scorer of correctness with what people settled"
    COUNTS = "{labelled} answers looked at, {settled} settled, {open} open."


class Running:
    """A run shown, and two compared."""

    TITLE = "A run"
    CHOOSE = "Run"
    AGAINST = "Compared with"
    NO_RUN = "choose a run"
    NOTHING = "nothing"
    NONE = "No run is kept here yet."
    NONE_HINT = "Run the suite above, or put a run beside its cases."
    HIDDEN = "{count} cases rest on something that you may not see. No figure counts them."
    CASES = "{cases} cases, release {release}, {day}."
    METRIC, FIGURE, INTERVAL, COUNTED = "metric", "figure", "95% interval", "cases"
    LIMIT = "cannot tell"
    LOST = "{count} not scored"
    CONFUSION = "Refusals: what was right, and what was done"
    RIGHT, DONE = "right", "done"
    ANSWERED, ANSWER = "answered", "to answer"
    OVER = "Refused though there was an answer: {figure}."
    UNDER = "Answered though it should be refused: {figure}."
    SLICES = "By tag"
    TAG = "tag"
    COMPARED = "What changed"
    BEFORE, AFTER, CHANGE = "before", "after", "change"
    SMALLEST = "smallest drop seen"
    SMALLEST_HINT = (
        "The smallest drop that so few cases would show nine times in ten; a smaller one goes unseen. "
        "Nothing is claimed of times and costs, which depend on the machine."
    )
    NO_DROP = "none"
    GATE = "What the gate says"
    PASSES = "It would pass: all {count} rules hold."
    BLOCKS = "It would be blocked: {missed} of {count} rules do not hold."
    GATE_HINT = "By the rules of the suite, over these cases alone."
    GATE_HIDDEN = (
        "By the rules of the suite, over these cases alone. The gate of a release asks all of them, "
        "also those that you may not see."
    )
    BUT = "But: {limits}"
    HELD = "{count} rules that hold"
    SAID_BEFORE, SAID_AFTER = "Before", "After"
    WON, LOST_CASES = "won", "lost"
    WINS = "Right now, and not before"
    LOSSES = "No longer right"
    NO_WINS, NO_LOSSES = "None.", "None."
    ALIKE = "{count} cases were asked in both, in the same words and as the same person."
    READING = "Scoring"
    SLICED: Final = ("correctness", "faithfulness", "over_refusal", "citations", "recall")
