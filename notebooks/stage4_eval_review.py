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
"""Is the answer right?

Look at answers of evaluation runs and at those somebody reported, say of each whether it is right,
and turn what you know into cases that gate releases. Then: how far people agree, and what runs say.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="full",
    app_title="Is the answer right?",
    css_file="handrail.css",
)

with app.setup:
    import marimo as mo
    import review_desk as desk
    import review_forms as forms
    import review_showing as showing
    from looking import tried

    from core.domain.errors import HandrailError
    from core.evaluation.review.agreeing import agreeing
    from core.evaluation.review.labels import Word


@app.cell(hide_code=True)
def reader():
    who = tried(lambda _, principal: principal)
    mo.stop(isinstance(who, HandrailError), showing.problem(who))
    showing.header(who)
    return (who,)


@app.cell(hide_code=True)
def states():
    labels, labelled = mo.state(0)
    word, say = mo.state(None)
    chosen, choose = mo.state(forms.first_item(mo.app_meta()))
    shown, show = mo.state(forms.PAGE)
    filtered = {}
    return choose, chosen, filtered, labelled, labels, say, show, shown, word


@app.cell(hide_code=True)
def suites(who):
    held = tried(desk.suites) if who else None
    mo.stop(isinstance(held, HandrailError), showing.problem(held))
    run_button = forms.run_button(held)
    return held, run_button


@app.cell(hide_code=True)
def ask(held, run_button, who):
    # NBVAL_CHECK_OUTPUT
    showing.suites(held, who, run_button)
    return


@app.cell(hide_code=True)
def asked(held, labelled, run_button):
    brought = None
    if forms.is_due(run_button):
        with showing.watched() as watch:
            brought = tried(lambda handrail, reader: desk.ran(handrail, reader, held[0], watch))
        labelled(lambda count: count + 1)
    showing.ran(brought)
    return (brought,)


@app.cell(hide_code=True)
def waiting(brought, labels):
    queue = tried(desk.queued) if brought or not labels() or labels() else None
    mo.stop(isinstance(queue, HandrailError), showing.problem(queue))
    return (queue,)


@app.cell(hide_code=True)
def controls(filtered, queue):
    filters = forms.filters(queue, filtered)
    return (filters,)


@app.cell(hide_code=True)
def listed(choose, filters, queue, show, shown):
    found = forms.filtered(queue, filters)
    buttons = forms.item_buttons(found[: shown()], choose)
    more = forms.more_button(found, shown(), show)
    return buttons, found, more


@app.cell(hide_code=True)
def opened(chosen, queue):
    picked = next((each for each in queue if each.item.id == chosen()), None)
    comment = forms.comment_box(picked)
    written = tried(lambda handrail, reader: desk.written(handrail, reader, picked))
    mo.stop(isinstance(written, HandrailError), showing.problem(written))
    return comment, picked, written


@app.cell(hide_code=True)
def doing(choose, comment, found, labelled, picked, say):
    def keep(outcome, onward=None):
        say((outcome, picked.item.id, onward))
        if onward is not None and not isinstance(outcome, HandrailError):
            choose(onward)
        labelled(lambda count: count + 1)

    def label(verdict):
        outcome = tried(
            lambda handrail, reader: desk.say(
                handrail, reader, picked, Word(verdict), comment.value
            )
        )
        moves = Word(verdict) is not Word.WITHDRAWN
        keep(outcome, forms.after(found, picked.item.id) if moves else None)

    def propose(answer):
        keep(tried(lambda handrail, reader: desk.propose(handrail, reader, picked, answer)))

    def approve(_):
        keep(tried(lambda handrail, reader: desk.approve(handrail, reader, picked, None)))

    return approve, label, propose


@app.cell(hide_code=True)
def taking_back(choose, labelled, queue, say):
    def undo(item):
        before = next(each for each in queue if each.item.id == item)
        outcome = tried(
            lambda handrail, reader: desk.say(handrail, reader, before, Word.WITHDRAWN, "")
        )
        say((outcome, item, None))
        choose(item)
        labelled(lambda count: count + 1)

    return (undo,)


@app.cell(hide_code=True)
def saying(approve, held, label, picked, propose, who):
    word_buttons = forms.word_buttons(picked, who, label)
    form = forms.proposal_form(picked, who, held, propose)
    approve_button = forms.approve_button(approve, picked.item.id if picked else "")
    return approve_button, form, word_buttons


@app.cell(hide_code=True)
def news(undo, word):
    outcome, about, onward = word() or (None, None, None)
    take_back = forms.undo_button(undo, about) if onward else None
    told = showing.said(outcome, onward is not None, take_back)
    return (told,)


@app.cell(hide_code=True)
def reviewing(
    approve_button,
    buttons,
    comment,
    filters,
    form,
    found,
    more,
    picked,
    queue,
    told,
    who,
    word_buttons,
    written,
):
    panel = showing.panel(
        picked,
        written,
        showing.saying(picked, who, word_buttons, comment, form, approve_button, written),
    )
    showing.queue(found, len(queue), buttons, filters, picked, panel, more, told)
    return


@app.cell(hide_code=True)
def agreement(queue):
    showing.agreement(agreeing(queue))
    return


@app.cell(hide_code=True)
def files(brought, held):
    kept = tried(desk.kept_runs) if held or brought else []
    mo.stop(isinstance(kept, HandrailError), showing.problem(kept))
    choices = forms.run_choices(kept)
    return choices, kept


@app.cell(hide_code=True)
def choosing(choices, kept):
    showing.choosing(choices) if kept else showing.no_runs()
    return


@app.cell(hide_code=True)
def a_run(choices, labels):
    run = None
    if choices.value["run"] and labels() is not None:
        with showing.reading():
            run = tried(lambda handrail, reader: desk.shown(handrail, reader, choices.value["run"]))
    showing.run(run)
    return


@app.cell(hide_code=True)
def two_runs(choices):
    both = None
    if choices.value["run"] and choices.value["before"]:
        with showing.reading():
            both = tried(
                lambda handrail, reader: desk.compared(
                    handrail, reader, choices.value["before"], choices.value["run"]
                )
            )
    showing.compared(both)
    return


if __name__ == "__main__":
    app.run()
