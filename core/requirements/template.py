"""A requirements file to begin with."""

TEMPLATE = """\
# What this deployment must do and may not do. docs/requirements.md tells every field.
# Check it:       handrail requirements check THIS-FILE
# Hold to it:     HANDRAIL_REQUIREMENTS=THIS-FILE handrail up

# The job in one sentence; the other three are copied from it, word for word.
[job]
sentence = "Helps team leads decide whether an expense may be reimbursed, so that every approval \
matches the policy in force on the day of the expense."
decision = "whether an expense may be reimbursed"
audience = "team leads"
outcome = "every approval matches the policy in force on the day of the expense"

# The envelope: what limits the choice of models, places and settings. Every clause has an id, a
# kind, and the words of whoever requires it. Delete what nobody requires: a clause that nobody
# would defend only gets in the way.
[[envelope]]
id = "R-RES-1"
kind = "residency"
words = "Our documents stay on our own machine, or in the European Union."
regions = ["this-machine", "eu-*"]

[[envelope]]
id = "R-RET-1"
kind = "retention"
words = "A model's provider keeps nothing of what we send it."
days_at_most = 0

[[envelope]]
id = "R-TRN-1"
kind = "training"
words = "No model learns from our questions or documents."
allowed = false

[[envelope]]
id = "R-TEN-1"
kind = "tenancy"
words = "Departments share one deployment, which keeps them apart."
models = ["shared"]

[[envelope]]
id = "R-LAT-1"
kind = "latency"
words = "Nobody waits longer than half a minute for an answer, or three seconds for its first word."
first_token_p95 = 3
answer_p95 = 30

# The definition of done: at least two right answers, two wrong ones and two refusals. `says` is
# copied from the answer; `documents` are paths below the tenant's documents.
[[done]]
id = "D-1"
kind = "right"
question = "How much can I claim for a hotel night?"
answer = "Up to EUR 120 a night."
says = ["EUR 120"]
documents = ["travel.md"]

[[done]]
id = "D-2"
kind = "right"
question = "Who approves a claim without a receipt?"
answer = "Your head of department approves it."
says = ["head of department"]
documents = ["travel.md"]

[[done]]
id = "D-3"
kind = "wrong"
question = "How much can I claim for a hotel night?"
answer = "Up to EUR 95 a night."  # what the policy said before
says = ["EUR 95"]
documents = ["travel.md"]

[[done]]
id = "D-4"
kind = "wrong"
question = "Who approves a claim without a receipt?"
answer = "Nobody needs to approve it."
says = ["Nobody needs to approve"]
documents = ["travel.md"]

[[done]]
id = "D-5"
kind = "refusal"
question = "How much does the chief executive earn?"
refusal = "not_cleared"

[[done]]
id = "D-6"
kind = "refusal"
question = "What will the weather be tomorrow?"
refusal = "out_of_scope"
"""
