# /// script
# [tool.marimo.display]
# theme = "system"
# [tool.marimo.runtime]
# dotenv = []
# [tool.marimo.sharing]
# html = false
# wasm = false
# molab = false
# ///
"""Search, stage by stage.

For a question: what the vector search, the word search, their fusion and the reranker each made of it,
which passages moved, and why.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="full",
    app_title="Search, stage by stage",
    css_file="handrail.css",
)

with app.setup:
    from datetime import date

    import forms
    import marimo as mo
    import showing
    from looking import tried

    from core.answering.evidence import evidence, judge, signals
    from core.bootstrap.samples import samples
    from core.domain.errors import HandrailError
    from core.retrieval.explain import side_by_side


@app.function
def searched(handrail, principal, question, day):
    """The release a question is searched under, what was found, and the hits, reranked."""
    found = handrail.searcher.find(principal, question, as_of=day)
    return handrail.release, found, handrail.searcher.reranked(found)


@app.function
def read(handrail, principal, traced):
    """A passage, and the text it comes from."""
    chunk = traced.chunk or handrail.library.passage(principal, traced.id)
    where = chunk.provenance
    return chunk, handrail.library.text(principal, where.document_id, where.version)


@app.cell(hide_code=True)
def reader():
    who = tried(lambda _, principal: principal)
    mo.stop(isinstance(who, HandrailError), showing.problem(who))
    showing.header(who)
    return (who,)


@app.cell(hide_code=True)
def examples(who):
    here = [sample for sample in samples() if sample.tenant == who.tenant]
    proposals = [question for sample in here for question in sample.examples]
    asked, ask = mo.state(forms.first_question(mo.app_meta(), proposals))
    proposed = forms.example_buttons(proposals, ask)
    return asked, proposed


@app.cell(hide_code=True)
def controls(asked, proposed):
    question = forms.question_box(asked())
    as_of = forms.day_box(date.today())
    every_version = forms.every_version_switch()
    k = forms.how_many_slider(8)
    showing.controls(question, proposed, as_of, every_version, k)
    return as_of, every_version, k, question


@app.cell(hide_code=True)
def search(as_of, every_version, question):
    mo.stop(not question.value.strip(), showing.nothing_asked())
    day = None if every_version.value else as_of.value
    with showing.searching():
        outcome = tried(lambda handrail, reader: searched(handrail, reader, question.value, day))
    mo.stop(isinstance(outcome, HandrailError), showing.problem(outcome))
    release, found, hits = outcome
    mo.stop(not hits, showing.nothing_found())
    return day, found, hits, release


@app.cell(hide_code=True)
def verdict(found, hits, release):
    # NBVAL_CHECK_OUTPUT
    used = hits[: release.retrieval.k]
    seen = signals(found, used)
    showing.verdict(found, seen, evidence(seen), judge(found, used, release.refusal), release)
    return


@app.cell(hide_code=True)
def rankings(found, hits, k, release):
    # NBVAL_CHECK_OUTPUT
    sides = side_by_side(found, hits, release.retrieval, k.value)
    showing.rankings(sides, release.retrieval)
    return (sides,)


@app.cell(hide_code=True)
def choice(sides):
    chosen, choose = mo.state(None)
    buttons = forms.passage_buttons(sides, choose)
    return buttons, chosen


@app.cell(hide_code=True)
def passage(buttons, chosen, day, found, sides):
    picked = showing.picked(sides, chosen())
    opened = tried(lambda handrail, principal: read(handrail, principal, picked))
    panel = (
        showing.problem(opened)
        if isinstance(opened, HandrailError)
        else showing.passage(picked, *opened, found.query, day)
    )
    showing.moves(sides, buttons, picked, panel)
    return


if __name__ == "__main__":
    app.run()
