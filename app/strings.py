"""All words that people read in the app, a class a place, so that an owner can change or translate them."""

from types import MappingProxyType


class Gateway:
    """What is said to those who are not let in."""

    UNAVAILABLE = "Not available at the moment"
    UNAUTHORIZED = "Sign in first"
    FORBIDDEN_TITLE = "Not for your role"
    FORBIDDEN = "This is for the role {roles}. Ask whoever gives out roles in your organisation."
    OR = " or "
    MISDIRECTED = "Not known under this name"
    OPEN_AT = "Open it at {url}"
    MISSING = "There is nothing here"
    FOREIGN_TITLE = "Sent from another site"
    FOREIGN = "A page of another origin may not do this in your name."


class Common:
    """What several pages say."""

    TRY_AGAIN = "Try again"


class SignIn:
    """Signing in and out, and the demonstration's page to choose who to be."""

    PRODUCT = "Handrail"
    BUTTON = "Sign in"
    DETAIL = "For your administrator:"

    # before and after
    EXPIRED_TITLE = "Your sign-in has ended"
    EXPIRED = "A sign-in lasts only so long. Sign in again and go on where you were."
    SIGN_OUT_TITLE = "Sign out?"
    SIGN_OUT = "This signs you out in every window of this browser."
    SIGN_OUT_BUTTON = "Sign out"
    STAY_BUTTON = "Stay signed in"
    SIGNED_OUT_TITLE = "You are signed out"
    SIGNED_OUT = "Close this window, or sign in again as yourself or as somebody else."
    LEAVING_TITLE = "You are signed out of Handrail"
    LEAVING = "Now to your organisation's sign-in, to sign out there as well."
    LEAVING_BUTTON = "Go on"

    # what went wrong
    UNREACHABLE_TITLE = "Signing in is not possible right now"
    UNREACHABLE = (
        "Your organisation's sign-in does not answer as it should. Try again in a minute. If that "
        "does not help, tell whoever runs Handrail: HANDRAIL_OIDC_ISSUER may be wrong."
    )
    UNAVAILABLE_TITLE = "Handrail does not answer right now"
    UNAVAILABLE = "Nothing was changed. Try again in a minute."
    STALE_TITLE = "That took too long"
    STALE = (
        "This sign-in is more than ten minutes old, was finished already, or was begun anew in "
        "another window. Sign in once more."
    )
    CANCELLED_TITLE = "You are not signed in"
    CANCELLED = "The sign-in was not finished. You can try again whenever you like."
    NOT_ADMITTED_TITLE = "Handrail cannot let you in yet"
    NOT_ADMITTED = (
        "Your organisation's sign-in knows you, but what it says of you is not enough to decide "
        "what you may see. Ask your administrator to set your tenant and clearance there."
    )
    FAILED_TITLE = "Signing in did not work"
    FAILED = (
        "Try again. If it fails once more, tell whoever runs Handrail when that was: the reason "
        "stands in its log."
    )

    # the demonstration's issuer
    DEMO_TITLE = "Who would you like to be?"
    DEMO_INTRO = (
        "Each may read documents up to a classification, and those kept to their groups. Ask one "
        "question as two of them, and compare."
    )
    DEMO_ONLY_TITLE = "Demonstration, on this machine only."
    DEMO_ONLY = (
        "No password: whoever sits here can be anyone. For real people, set HANDRAIL_OIDC_ISSUER "
        "to your organisation's sign-in."
    )
    TENANTS = "Organisations"
    FLEET = "All tenants"
    FLEET_ABOUT = (
        "Whoever runs the service for everyone: figures of every tenant, documents of none."
    )
    CLEARED = "Up to {tier}"
    GROUPS = ("Group: {names}", "Groups: {names}")
    AND = ", "
    DUTIES = MappingProxyType(
        {
            "curator": "Adds and removes documents",
            "expert": "Reviews answers, uses the workbench",
            "analyst": "Uses the workbench",
            "auditor": "Reads what was recorded",
            "operator": "Sees costs, never content",
            "fleet-operator": "Sees costs of all tenants, never content",
        }
    )
    SOMEBODY = "Somebody else"
    SOMEBODY_ABOUT = "Of a tenant of your own, made with handrail tenant add."
    TENANT = "Tenant"
    SUBJECT = "Name, as it will stand in the audit"
    CLEARANCE = "Clearance"
    GROUPS_OF = "Groups"
    GROUPS_HINT = "none, or: hr, finance"
    ROLES = "Roles"
    BE = "Sign in as this person"
    CANCEL = "Back without signing in"
    CHOSEN_TITLE = "This page was used already"
    CHOSEN = "Each page lets you choose once, within ten minutes. Sign in again for a fresh one."
    NOBODY_TITLE = "There is nobody like that"
    UNKNOWN_APPLICATION_TITLE = "Not from Handrail"
    ELSEWHERE_TITLE = "For this machine only"
    ELSEWHERE = (
        "The demonstration's sign-in lets anyone be anyone, so it answers only the machine it runs "
        "on, reached directly. To sign in from elsewhere or through a proxy, set "
        "HANDRAIL_OIDC_ISSUER to your organisation's sign-in."
    )


class App:
    """What stands on every page."""

    NAME = "Handrail"
    TITLE = "{page} · Handrail"
    ASK = "Ask"
    SOURCES = "Sources"
    ACCESS = "My access"
    REQUESTS = "Requests"
    WORKBENCH = "Workbench"
    WORKBENCH_HELP = "Notebooks for analysts and experts. Opens in a window of its own."
    SIGNED_IN_AS = "Signed in as"
    EVERYWHERE = "all organisations"
    SIGN_OUT = "Sign out"
    SIGNED_OUT_TITLE = "You are signed out"
    SIGN_IN = "Sign in again"
    SIGN_IN_BACK = "You come back to this page. What you asked is in your history."
    UNEXPECTED = (
        "Something went wrong that should not have. It has been noted under **{incident}**; "
        "try again, and if it stays, give that number to whoever runs Handrail."
    )


class Ask:
    """The page on which one asks."""

    TITLE = "Ask"
    INTRO = (
        "Answers are taken from the documents of {organisation} that you may see, and say where."
    )
    PLACEHOLDER = "Ask about your documents"
    PLACEHOLDER_MORE = "Ask something else, or ask on"
    EXAMPLES = "For instance"
    START = (
        "Ask the way you would ask a colleague who knows every policy: in a whole question, with "
        "what matters for your case. Each answer shows the passages it rests on."
    )
    NEW = "New conversation"

    # as of
    TODAY = "As of today"
    AS_OF = "As of {day}"
    AS_OF_LABEL = "Answer as of"
    AS_OF_HELP = (
        "Rules change. Choose a day, and the answer is taken from the documents in force then."
    )

    # who says what
    YOU_ASKED = "You asked:"

    # under way
    SEARCHING = "Searching the documents you may see"
    WRITING = "Writing"
    SECONDS = "{seconds} s"
    SLOW = "The model is taking its time. You can go on waiting, or stop and ask again later."
    STOP = "Stop"
    STOPPED = "You stopped this answer before it was complete."
    BEGUN_AGAIN = "The first model gave up; another one has begun anew."

    # an answer
    UNDERSTOOD = "Understood as: {searched}"
    SOURCES = "Sources"
    PAGE = "page {number}"
    OPEN_SOURCE = "Open source {number}"
    GONE_TITLE = "A document that is not, or no longer, among those you may see"

    # a refusal
    KINDS = MappingProxyType(
        {
            "no_evidence": "Not found in your documents",
            "out_of_scope": "Outside what your documents cover",
            "underspecified": "Depends on what the question leaves open",
            "conflicting": "Your documents contradict each other",
            "unavailable": "No model available",
        }
    )
    ASK_AGAIN = "Ask again"
    SEE_SOURCES = "See which documents you have"

    # what one thinks of it
    UP = "Helpful"
    DOWN = "Not helpful"
    WRONG = "This is wrong"
    WRONG_WHAT = "What is wrong with it?"
    WRONG_HINT = "What should it say, and where does that stand?"
    WRONG_HELP = "Your note goes, with the question and the answer, to those who review answers."
    SEND = "Send"
    SAID = MappingProxyType(
        {
            "up": "You found this helpful.",
            "down": "You found this not helpful.",
            "wrong": "You marked this as wrong.",
        }
    )
    SAID_NOTE = "Your note: {note}"
    UNDO = "Undo"

    # taking it along
    SHARE = "Copy or share"
    SHARE_CLASSIFIED = (
        "This rests on documents classified as {tier}. Share it only with people cleared for that."
    )
    COPY = "Copy"
    COPIED = "Copied"
    SELECTED = "Selected: press Ctrl+C"
    DOWNLOAD = "Save as a text file"
    FILE = "answer.txt"
    TEXT_QUESTION = "Question: {question}"
    TEXT_AS_OF = "As of: {day}"
    TEXT_SOURCES = "Sources"
    TEXT_SOURCE = "[{number}] {where} ({tier}; version {version})"
    TEXT_ASKED = "Asked in Handrail as request {request}"

    # a passage
    PASSAGE = "Source {number}"
    IN_DOCUMENT = "The passage"
    WHOLE = "The whole document"
    VIEW = "How much of the document"
    OPEN_IN_SOURCES = "Open in Sources"
    WHOLE_LABEL = "Text of {title}"
    VERSION = "version {version}"
    CUT_BEFORE = "… the document begins earlier"
    CUT_AFTER = "the document goes on …"
    CHANGED = (
        "This document has changed since this answer was given. What you see is the version that "
        "was cited. Ask again to get an answer from the present one."
    )
    CHANGED_LOST = (
        "This document has changed since this answer was given, and the version that was cited is "
        "no longer kept. What you see is the present one, in which the passage may be missing."
    )
    GONE = (
        "This document is not among those you may see: it was removed, or your access has changed. "
        "Ask again, or ask a curator of your organisation."
    )

    # what one asked before
    HISTORY = "Your questions"
    HISTORY_SEARCH = "Search your questions"
    HISTORY_NONE = "What you ask is kept here for you."
    HISTORY_NO_MATCH = "None of your questions has these words."
    HISTORY_MORE = "The {count} latest are shown. Search to narrow them."
    QUESTIONS = ("1 question", "{count} questions")


class Amounts:
    """How sizes, sums and short times are written."""

    BYTES = "{count} bytes"
    KILOBYTES = "{count} KB"
    MEGABYTES = "{count} MB"
    FREE = "free"
    NEXT_TO_NOTHING = "less than $0.0001"
    DOLLARS = "${amount}"
    MILLISECONDS = "{count} ms"
    SECONDS = "{count} s"


class Dates:
    """How days, times and spans of time are written."""

    MONTHS = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    DAY = "{day} {month} {year}"
    TODAY = "today"
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    MOMENT = "{day} at {time}"
    MINUTE_OR_LESS = "less than a minute"
    MINUTES = ("{count} minute", "{count} minutes")
    HOURS = ("{count} hour", "{count} hours")
    DAYS = ("{count} day", "{count} days")
    AND = "{whole} {rest}"


class Labels:
    """What documents are labelled with, in the order of the scale."""

    TIERS = ("Public", "Internal", "Confidential", "Restricted")
    STANDINGS = MappingProxyType(
        {
            "in_force": "In force",
            "superseded": "Superseded",
            "not_yet_effective": "Not yet in force",
        }
    )
    STANDING = "{standing} · {dates}"
    ALWAYS = "at all times"
    SINCE = "since {start}"
    UNTIL = "until {end}"
    BETWEEN = "{start} to {end}"
    FROM = "from {start}"


class Sources:
    """The page of documents."""

    TITLE = "Sources"
    INTRO = "The documents your questions are answered from: those you may see, and no others."
    UPLOADS = "Brought in here"

    # finding
    SEARCH = "Find a document"
    SEARCH_HINT = "Title, file or group"
    TIER = "Classification"
    STANDING = "Standing"
    COLLECTION = "Where it came from"
    ANYWHERE = "Anywhere"
    COUNT = ("{count} document", "{count} documents")
    COUNT_OF = "{count} of {all}"
    PAGE = "Page"
    CLEAR = "Clear search and filters"
    NO_MATCH = "No document fits. Try other words, or clear the search and filters."
    NOTHING = "There are no documents for you to see yet."
    NOTHING_READER = (
        "A curator of your organisation brings documents in. If you expect some here, ask one "
        "whether they are in, and whether your clearance and groups cover them: **My access** "
        "shows both."
    )
    NOTHING_CURATOR = "Open **Bring in** above and add the first files."
    ASK_CURATOR = (
        "Something missing, out of date or not meant to be here? Documents are kept by the "
        "curators of your organisation: ask one of them."
    )
    TAKEN_IN = "taken in {moment}"

    # one document
    BACK = "All sources"
    ABOUT = "About this document"
    OPENING = "Opening"
    OUTLINE = "In this document"
    FILE = "File"
    FROM = "Came from"
    APPLIES = "Applies"
    WHO_SEES = "Who may see it"
    EXTENT = "Size"
    TAKEN_IN_AT = "Taken in"
    REPLACES = "Takes the place of"
    EVERYONE = "everyone with {tier} clearance or above"
    GROUPS = "everyone with {tier} clearance or above who is in {groups}"
    OR = " or "
    PASSAGES = ("{count} passage", "{count} passages")
    VERSIONS = ("{count} version", "{count} versions")
    EARLIER = (
        "This is an earlier version, kept so that what was quoted from it can still be read. "
        "Answers no longer draw on it."
    )
    VERSION = "Version"
    PRESENT = "Present, taken in {moment}"
    EARLIER_OF = "Earlier, taken in {moment}"
    SUPERSEDED = "This document no longer applies: {dates}. Answers about today leave it out."
    NOT_YET = "This document does not apply yet: {dates}. Answers about today leave it out."
    PAGE_OF = "Page {number}"
    PICTURE = "[Picture: {text}]"
    PICTURE_ALONE = "[Picture]"
    TABLE = "Table, scrolls sideways where it is wide"

    # bringing in
    TAB_DOCUMENTS = "Documents"
    TAB_BRING_IN = "Bring in"
    TAB_HELD = "Not taken in"
    TAB_HELD_COUNT = "Not taken in ({count})"
    BRING_INTRO = (
        "Files are read, cut into passages and ready to be asked about as soon as they are in. "
        "A file of the same name takes the place of the one before, whose text is kept as an "
        "earlier version."
    )
    FILES = "Files"
    FILES_HELP = "PDF, DOCX, XLSX, CSV, HTML, Markdown or text, at most {size} each."
    TIER_FOR = "Classification"
    TIER_HELP = (
        "Up to your own clearance. A Markdown file that names a classification keeps its own."
    )
    GROUPS_FOR = "Only for these groups"
    GROUPS_HINT = "Everyone with the clearance"
    GROUPS_HELP = "Leave empty for everyone with the clearance. Type a name to add a group."
    WILL_SEE = "Will be seen by {who}."
    NEW_GROUP = (
        "No document is kept to {groups} so far. Check the spelling: only people whose sign-in "
        "names that very group will see these files, and curators."
    )
    BRING = ("Bring in {count} file", "Bring in {count} files")
    BRING_NONE = "Bring in"
    BRINGING = "Bringing in {number} of {all}: {name}"
    OUTCOMES = "What became of your files"
    ADDED = "Taken in as a new document, {passages}."
    CHANGED = "Taken in as a new version, {passages}."
    RELABELLED = "The text is as it was; its classification, groups or dates are the new ones."
    UNCHANGED = "Nothing to do: this very file is in already."
    HELD_BACK = "Not taken in. {what} {next_step}"
    DISMISS = "Done"

    # not taken in
    HELD_INTRO = (
        "A file that cannot be read, or whose label is unclear, is held back rather than taken in "
        "by halves or shown to the wrong people. Nothing in it is searched or quoted. It leaves "
        "this list once it is brought in again and read."
    )
    HELD_NONE = "Every file was taken in."
    HELD_NONE_MORE = (
        "Files that could not be read would be listed here, with what to do about them."
    )
    HELD_DETAIL = "Reported: {reason}"
    HELD_WHEN = "{collection} · {size} · {moment}"
    KINDS = MappingProxyType(
        {
            "NoTier": (
                "No classification",
                "Nothing says who may see this file.",
                "Have a rule for it added to classification.toml, or name its classification in it.",
            ),
            "NoGroupInCommon": (
                "Nobody could see it",
                "The file and the classification map name different groups.",
                "Settle with whoever keeps the map which groups it is for.",
            ),
            "UnsupportedFormat": (
                "Kind of file not read",
                "Handrail does not read this kind of file.",
                "Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or text and bring that in.",
            ),
            "EmptyFile": (
                "No text",
                "There is nothing to read in this file.",
                "Check that it is the right one, and that it was saved with its content.",
            ),
            "TooLarge": (
                "Too large",
                "The file is larger than is allowed here.",
                "Split it into parts, or ask whoever runs Handrail for a higher limit.",
            ),
            "Encrypted": (
                "Password",
                "The file is protected by a password.",
                "Save a copy without the password and bring that in.",
            ),
            "WrongEncoding": (
                "Unknown characters",
                "The characters of this file cannot be made out.",
                "Open it in its own program and save it as UTF-8 text.",
            ),
            "ScannedWithoutText": (
                "Scanned pages",
                "The file holds pictures of pages, and no text.",
                "Run text recognition (OCR) on it and bring in the result.",
            ),
            "Corrupt": (
                "Damaged",
                "The file is damaged or incomplete.",
                "Open it in its own program, save it anew and bring that in.",
            ),
            "BadMetadata": (
                "Label unclear",
                "What the file, or the manifest beside it, says of who may see it or of its dates "
                "cannot be used.",
                "Correct those lines; nothing is guessed about who may see a document.",
            ),
            "AboveClearance": (
                "Above clearance",
                "The file says that it is classified above the clearance of whoever brought it in.",
                "Have someone with that clearance bring it in, or correct its classification.",
            ),
        }
    )
    KIND_OTHER = (
        "Not read",
        "The file could not be read.",
        "Open it in its own program, save it anew and bring that in.",
    )

    # removing
    REMOVE = "Remove"
    REMOVE_TITLE = "Remove this document?"
    REMOVE_WHAT = "**{title}** ({source}), with {versions}, is taken out for everyone."
    REMOVE_FINAL = (
        "This cannot be undone. Bringing the file in again restores the document, though not "
        "its earlier versions. What was quoted from it can no longer be opened."
    )
    REMOVE_FOLDER = (
        "It came from a folder and comes back the next time that folder is ingested, unless the "
        "file is taken out there as well."
    )
    REMOVE_YES = "Remove it for everyone"
    REMOVE_NO = "Keep it"
    REMOVED = "Removed: {title}"


class Access:
    """The page about oneself."""

    TITLE = "My access"
    INTRO = "Who Handrail takes you for, what that lets you see, and what it has recorded of you."

    # who
    NAME = "Name"
    ORGANISATION = "Organisation"
    SIGNED_IN = "Signed in until"
    NAMED = "{name} ({id})"
    UNTIL = "{moment}, for another {span}"
    ROLES = "Your roles"
    NO_ROLE = "None beyond asking and reading, which everyone may."
    ROLE = "**{name}**: {may}"
    ROLE_NAMES = MappingProxyType(
        {
            "curator": (
                "Curator",
                "you bring documents in and take them out, whichever groups they are kept to.",
            ),
            "expert": ("Domain expert", "you review answers and what people say of them."),
            "analyst": ("Analyst", "you look into search and data in the workbench."),
            "auditor": ("Auditor", "you read what was recorded in your organisation."),
            "operator": (
                "Operator",
                "you see what your organisation's requests took, without their content.",
            ),
            "fleet-operator": (
                "Fleet operator",
                "you see what every organisation's requests took, without their content.",
            ),
        }
    )
    ROLE_UNKNOWN = "Handrail gives this role no meaning."

    # what one may see
    SEES = "What you may see"
    TIERS = (
        "meant for anyone, outside the organisation too.",
        "for everyone who works here.",
        "for those whose work needs it.",
        "for the few it was written for.",
    )
    MAY = ":green[:material/check_circle:] **{tier}**: {what}"
    MAY_NOT = ":gray[:material/lock:] **{tier}**: {what}"
    YOURS = " :blue-badge[Your clearance]"
    BEYOND = (
        "What lies above your clearance is not searched for you, quoted to you, counted or hinted "
        "at: to you, it is as if it were not there."
    )
    GROUPS = (
        "Some documents are kept to groups. You are in {groups}, and see what is kept to these, "
        "up to your clearance."
    )
    GROUPS_NONE = (
        "Some documents are kept to groups. You are in no group, so none of those is shown to you."
    )
    GROUPS_CURATOR = (
        "Some documents are kept to groups. As a curator you see them all, up to your clearance."
    )
    AND = " and "
    MORE = (
        "Clearance, groups and roles come with your sign-in. If you need others, ask whoever "
        "looks after sign-ins in your organisation; they count from your next sign-in on."
    )

    # what was recorded
    RECORDED = "What was recorded of you"
    RECORDED_WHAT = (
        "Every request is recorded before its answer leaves: what you asked, what was found and "
        "returned, by which model and release, and what it took. Nobody can change a record. You "
        "and your organisation's auditors can read yours."
    )
    NOTHING = "Nothing is recorded of you yet."
    NOTHING_MORE = "Ask a question, and its record is here."
    NEWEST = "The newest {count} are shown; the file has all of them."
    DOWNLOAD = "Download as JSON"
    SHOW = "Show"
    SHOWN = MappingProxyType(
        {
            "all": "Everything",
            "answered": "Answered",
            "refused": "Refused",
            "feedback": "With your feedback",
            "documents": "Documents",
        }
    )
    NONE_SHOWN = "Nothing of this kind is recorded of you."
    KINDS = MappingProxyType(
        {
            "request.answered": "Asked: {what}",
            "request.opened": "Asked, and not finished: {what}",
            "document.uploaded": "Brought in: {what}",
            "document.removed": "Removed: {what}",
        }
    )
    KIND_OTHER = "{kind}"
    RECORD = "{what} ({moment})"
    REFUSALS = MappingProxyType(
        {
            "no_evidence": "Refused: nothing to answer from was found",
            "out_of_scope": "Refused: not what these documents are about",
            "underspecified": "Refused: the question leaves open what decides it",
            "conflicting": "Refused: the documents contradict each other",
            "unavailable": "Refused: no model was available",
        }
    )
    REFUSED = "Refused: {kind}"
    ANSWERED = ("Answered, with {count} citation", "Answered, with {count} citations")
    REFUSED_BADGE = "Refused"
    NOT_FINISHED = "Not finished: the answer was stopped or cut off"
    PASSAGES_OF = ("{title}, {count} passage", "{title}, {count} passages")
    EARLIER_OF = "{title} (an earlier version)"
    GONE = "A document that is no longer there for you to see"
    RETRIEVED_NOTHING = "Nothing"
    TOKENS = "{total_in} in, {total_out} out"
    LATENCY = "{total}, of which search {search} and model {model}"
    HELD_AS = "{clearance} clearance, {groups}"
    NO_GROUPS = "no groups"
    IN_GROUPS = "groups {groups}"
    NOT_TAKEN_IN = "Not taken in: {kinds}"
    TAKEN_IN = ("Taken in, {count} passage", "Taken in, {count} passages")
    SAID = "{verdict}, {moment}"
    SAID_NOTE = "{verdict}, {moment}: {note}"
    VERDICTS = MappingProxyType(
        {
            "up": "Helpful",
            "down": "Not helpful",
            "wrong": "Wrong",
            "withdrawn": "Taken back",
        }
    )

    # the lines of a record
    QUESTION = "Question"
    SEARCHED = "Searched for"
    AS_OF = "As of"
    OUTCOME = "Outcome"
    RETURNED = "Returned"
    CITED = "Cited"
    CITED_SPAN = "[{number}] {title}, characters {start} to {end}"
    RETRIEVED = "Found for you"
    FEEDBACK = "Your feedback"
    MODEL = "Model"
    RELEASE = "Release"
    COST = "Cost"
    TOKENS_USED = "Tokens"
    TOOK = "Time"
    AS_WHOM = "You then had"
    FILE = "File"
    SIZE = "Size"
    REQUEST = "Request"


class Requests:
    """The page of figures, for operators and auditors."""

    TITLE = "Requests"
    INTRO = (
        "What requests took, and how many were refused. There is no content here: no question, no "
        "answer, no document and nobody's name."
    )
    PERIOD = "Period"
    PERIODS = MappingProxyType({24: "24 hours", 7 * 24: "7 days", 30 * 24: "30 days"})
    NOTHING = "No requests in the last {period}."
    NOTHING_MORE = "Choose a longer period, or come back once questions have been asked."
    READ_AT = "As of {moment}."
    REFRESH = "Refresh"

    # totals
    REQUESTS = "Requests"
    REFUSED = "Refused"
    COST = "Cost"
    P50 = "Half within"
    P95 = "95% within"
    P_HELP = "From the question's arrival until the whole answer was recorded."
    REFUSED_HELP = "Questions that were told why they are not answered, and what to do."
    COST_HELP = "What the models cost, in US dollars."
    TENANTS = "Tenants"
    PERCENT_LITTLE = "under 1%"
    TOKENS = "Tokens"
    TOKENS_OF = "{total_in} in, {total_out} out"
    LAST = "Last request"
    BY_KIND = "Refusals"
    KINDS = MappingProxyType(
        {
            "no_evidence": "Nothing found",
            "out_of_scope": "Out of scope",
            "underspecified": "Underspecified",
            "conflicting": "Contradiction",
            "unavailable": "No model",
        }
    )
    OF_ALL = "{kind}: {count} ({percent})"
    NO_REFUSALS = "None"

    # over time
    OVER_TIME = "Over time"
    PLOT = "Show"
    PLOTS = MappingProxyType({"requests": "Requests", "latency": "Time", "cost": "Cost"})
    ANSWERED = "Answered"
    TIME = "Time"
    COUNT = "Requests"
    SECONDS = "Seconds"
    DOLLARS = "US dollars"
    WHAT = "Of"
    PLOT_ALT = "{plot} over the last {period}, as a chart"

    # by tenant
    BY_TENANT = "By tenant"
    TENANT = "Tenant"
    TOKENS_IN = "Tokens in"
    TOKENS_OUT = "Tokens out"
    P50_S = "p50, s"
    P95_S = "p95, s"
    COST_USD = "Cost, $"
    TABLE_ALT = "What each tenant's requests took, a row a tenant"


class Workbench:
    """The list of notebooks, and what is said where a notebook may not be reached."""

    TITLE = "Workbench"
    LEAD = (
        "Notebooks to look into search and data with. Each runs with your own access: it shows you "
        "what you may see, and nothing else."
    )
    NONE = "There is no notebook here yet."
    BACK = "Back to questions"
    NOT_HERE_TITLE = "Not here"
    NOT_HERE = "The workbench serves notebooks to read. Open one from its list at /workbench/."
    NOT_YOURS_TITLE = "Not a session of yours"
    NOT_YOURS = "This notebook is not open for you any more. Reload the page to open it again."
