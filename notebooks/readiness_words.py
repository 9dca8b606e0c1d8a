"""All words that people read in the readiness notebook, so that an owner can change or translate them."""

from typing import Final

from core.classification.map import SetBy
from core.readiness.coverage import Result
from core.readiness.decisions import Choice
from core.readiness.finding import Severity
from core.readiness.verdict import Verdict


class Page:
    """What the notebook is for."""

    TITLE = "Is the data ready?"
    LEAD = (
        "Answers are only as right as what they are made from. The audit reads the tables and documents "
        "of your workspace, says whether they are ready for the job or only present, and in which order "
        "to mend what is not."
    )
    ALONE = "Values above your clearance are hidden, also in pictures and rows."


class Brought:
    """What lies in the workspace."""

    TITLE = "What there is"
    SOURCES = "Tables"
    DOCUMENTS = "Documents"
    REQUIREMENTS = "Requirements"
    MANY = "{count:,} files, {size}"
    ONE = "1 file, {size}"
    NO_SOURCES = "None. Put CSV, XLSX, parquet or NDJSON files into {folder}."
    NO_DOCUMENTS = "None. Put Markdown, HTML, PDF, DOCX or text files into {folder}."
    THERE = "What the data is to be ready for: {job}"
    NO_REQUIREMENTS = "None, so nobody has said what the data is to be ready for. Write {folder}."
    EMPTY = "There is nothing to audit yet."
    EMPTY_HINT = (
        "Put tables into {folder}/sources, documents into {folder}/documents, and what the data is to be "
        "ready for into {folder}/requirements.toml. Then open this page again."
    )
    FOLDER = "{name} in Handrail's home"


class Auditing:
    """The audit itself."""

    AUDIT = "Audit"
    AGAIN = "Audit again"
    BEGINNING = "Beginning"
    HINT = (
        "Takes from seconds to a few minutes. You may leave this page open and do something else."
    )
    LAST = "Last audited on {day}: {tables} tables, {documents} documents, {findings} findings."
    NEVER = "Nothing has been audited yet."
    NEVER_HINT = "Press Audit above."


class Judging:
    """The verdict."""

    TITLE = "The verdict"
    MEANS: Final = {
        Verdict.READY: "Nothing stands in the way of answers from this data.",
        Verdict.READY_IF: "Answers can be made from this data once the conditions below hold.",
        Verdict.BLOCKED: "Answers from this data would be wrong, or cannot be made.",
    }
    JOB = "The job"
    NO_JOB = "Nobody has said yet what the data is to be ready for."
    REASONS = "What stands in the way"
    CONDITIONS = "Conditions"
    THEN = "And then, before it is ready"
    MORE = "{count} more"
    SINCE = "Since {day}"
    CHANGED = "{fixed} fixed, {new} new, {remaining} as before."
    FIXED = "What was fixed"


class Sprint:
    """The first sprint."""

    TITLE = "The first sprint"
    HINT = "The data work, in order of what it unblocks."
    WAITS = "the verdict waits for it"
    EXAMPLES = "Examples of done that rest on it: {ids}."
    FINDINGS = "{count} findings"
    ONE = "1 finding"
    NONE = "Nothing is left to do."
    MORE = "{count} more tasks"


class Pictures:
    """The pictures of the whole."""

    TITLE = "Where it hurts"
    BY_SOURCE = "Findings by source"
    COLUMNS = "The gravest finding of each column"
    COLUMNS_HINT = "A square a column, a line a table."


class Answers:
    """Whether the answers are there."""

    TITLE = "Is the answer there?"
    HINT = (
        "Each example of the definition of done, looked for in the documents. That something is near an "
        "answer does not make it one."
    )
    RESULTS: Final = {
        Result.ANSWERED: "answered",
        Result.ADJACENT: "only near",
        Result.NOTHING: "nothing",
    }
    MISSING = "No passage about it states: {facts}."


class Findings:
    """The list of findings."""

    TITLE = "Findings"
    COUNT = "{shown} of {count} findings"
    EVERY: Final = {"severity": "Any gravity", "kind": "Any kind", "source": "Any source"}
    SEVERITY = "Gravity"
    KIND = "Kind"
    SOURCE = "Source"
    STANDING = "State"
    OPEN, DECIDED, ALL = "Open", "Decided", "Open and decided"
    GRAVITY: Final = {
        Severity.HIGH: "High: answers will be wrong and look right",
        Severity.MEDIUM: "Medium: some answers will be wrong",
        Severity.LOW: "Low: a nuisance",
    }
    NONE = "No finding is like that."
    NONE_HINT = "Choose other filters above."
    CHOOSE = "Choose a finding to open it down to its rows."
    MORE = "Show {count} more"
    PLACES = "{source} and {count} more"


class Opened:
    """One finding, opened."""

    TITLE = "The finding"
    POISONS = "It poisons"
    REMEDY = "What to do"
    SURE = "How sure"
    TOUCHED = "Touched"
    OF = "{affected:,} of {out_of:,}"
    ALSO = "Also about"
    ID = "Its id"
    EVIDENCE = "What was seen"
    ROW = "row"
    WHERE = "where"
    ROWS = "In {source}, among their neighbours"
    ROWS_HINT = "As the file is now; the rows of the finding are marked."
    PASSAGE = "In {source}"
    PICTURE = "The values of {column} in {source}"
    PICTURE_HINT = "Those of the finding are marked. Learned from at most 100,000 rows."
    OVER_TIME = "The values of {column} in {source}, by {by}"
    HIDDEN_DOCUMENT = "{source} is above your clearance."
    OPENING = "Opening"


class Deciding:
    """What people say about a finding."""

    TITLE = "What do you say?"
    HINT = "Kept with your name. The verdict follows at once; the finding can be opened again."
    CHOICE = "Decision"
    CHOICES: Final = {
        Choice.DISMISSED: "Dismiss: this is no finding, the data is as it should be",
        Choice.ACCEPTED: "Accept: it is right, and answers may be made in spite of it",
    }
    REASON = "Reason"
    REASON_HINT = "So that whoever comes after you can follow it"
    KEEP = "Keep this decision"
    NEEDED = "Write a reason."
    WORDS: Final = {Choice.DISMISSED: "Dismissed", Choice.ACCEPTED: "Accepted"}
    BY = "{word} by {by} on {day}: {reason}"
    UNDO = "Take it back"
    DONE = "{word}. The finding is among the decided ones; the verdict has been said anew."
    UNDONE = "Taken back. The finding is open again."


class Classifying:
    """The classification map."""

    TITLE = "Who may see what"
    HINT = (
        "What has no tier is not ingested, and what has one is shown to nobody below it. Choose a place "
        "and say otherwise where you know better: your word, your name and your reason are kept beside "
        "the documents in classification.toml."
    )
    NONE = "The map comes with the audit."
    NO_TIER = "no tier"
    COUNTS = "{count} {tier}"
    LOOK = "To look at"
    AGAIN = "review again"
    TOO_LOW = "declared too low"
    COLUMNS = "{shown} of {count} columns"
    SET_BY: Final = {
        SetBy.RULE: "by a rule",
        SetBy.DECLARED: "as it declares itself",
        SetBy.DETECTOR: "by what was found in it",
        SetBy.COLUMNS: "by its highest column",
        SetBy.REVIEWER: "by a person",
        None: "by nobody",
    }
    HOLDS = "It holds {what}. The rest is above your clearance."
    ABOVE = "Why is above your clearance."
    OVERRULE = "Overrule a tier"
    PLACE = "Place"
    TIER = "Tier"
    REASON = "Why"
    REASON_HINT = "Who said so, and where it stands"
    SET = "Set the tier"
    NEEDED = "Choose a place and a tier, and write a reason."
    DONE = "{place} is now {tier}. It is kept in {file}."
    LIMITS = (
        "What is above your clearance can be raised and not lowered; what has no tier counts as "
        "restricted."
    )
    FILTER = "Show"
    OPEN_ONLY, EVERYTHING = "What someone should look at", "Everything"
    NOTHING_OPEN = "Everything has a tier, and nothing is to be reviewed again."


class Reading:
    """What was read, and what was not."""

    TITLE = "What was read"
    UNREAD = "What was not read"
    ALL_READ = "Everything that was found was read."
    ROWS = "{rows:,} rows, {columns} columns"
    WORDS = "{words:,} words"
    COLUMN, HOLDS, ABSENT, DISTINCT, TIER = "column", "holds", "absent", "different values", "tier"
    DOCUMENTS = "{count} documents"
    DOCUMENT, DOCUMENT_TITLE, DOCUMENT_WORDS = "document", "title", "words"
