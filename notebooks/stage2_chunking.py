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
"""How documents are cut.

Cut your documents in many ways: what each severs, how much of an answer a search then finds, which
chunks a question brings up, what a change would touch. Choose one, with the figures to show for it.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="full",
    app_title="How documents are cut",
    css_file="handrail.css",
)

with app.setup:
    import chunking_corpus as corpus
    import chunking_forms as forms
    import chunking_promotion as promoting
    import chunking_questions as asking
    import chunking_showing as showing
    import chunking_trial as trials
    import chunking_words as words
    import marimo as mo
    from looking import tried

    from core.domain.errors import HandrailError


@app.cell(hide_code=True)
def reader():
    who = tried(lambda _, principal: principal)
    mo.stop(isinstance(who, HandrailError), showing.problem(who))
    showing.header(who)
    return (who,)


@app.cell(hide_code=True)
def places(who):
    there = tried(corpus.places) if who else []
    mo.stop(isinstance(there, HandrailError), showing.problem(there))
    place = forms.place_radio(there)
    return place, there


@app.cell(hide_code=True)
def documents(place, there):
    with showing.watched(words.Documents.READING) as _watch:
        brought = tried(
            lambda handrail, reader: corpus.brought(handrail, reader, place.value, _watch)
        )
    mo.stop(isinstance(brought, HandrailError), showing.problem(brought))
    mo.stop(not brought.documents and len(there) == 1, showing.nothing_to_cut())
    showing.documents(place, len(there) > 1, brought)
    return (brought,)


@app.cell(hide_code=True)
def known_questions(brought):
    at_hand = tried(
        lambda handrail, reader: asking.placed(asking.known(handrail, reader), brought.documents)
    )
    mo.stop(isinstance(at_hand, HandrailError), showing.problem(at_hand))
    which, file, box = forms.questions_radio(at_hand), forms.questions_file(), forms.questions_box()
    return at_hand, box, file, which


@app.cell(hide_code=True)
def questions(at_hand, box, brought, file, which):
    is_own = which.value == words.Questions.OWN
    written = forms.own_text(file, box)
    own = tried(lambda *_: asking.handed_in(written, brought.documents)) if is_own else None
    told = own if is_own else at_hand
    placed = asking.usable(told)
    showing.questions(which, [file, box] if is_own else [], told)
    return (placed,)


@app.cell(hide_code=True)
def trial(brought):
    run = tried(lambda handrail, _: trials.trial(handrail, brought))
    mo.stop(isinstance(run, HandrailError), showing.problem(run))
    mo.stop(not brought.documents, showing.nothing_to_cut())
    strategies, depth = forms.strategy_boxes(), forms.depth_slider()
    sizes = forms.size_boxes(mo.app_meta(), run.bench.embedder.window, run.now.limit)
    measured, keep = mo.state(None)
    return depth, keep, measured, run, sizes, strategies


@app.cell(hide_code=True)
def choice(depth, sizes, strategies):
    showing.plans(strategies, sizes, depth)
    return


@app.cell(hide_code=True)
def cuts(run, sizes, strategies):
    plans = forms.plans(strategies, sizes)
    mo.stop(not plans, showing.no_plans())
    with showing.watched(words.Plans.CUTTING) as _watch:
        cut = tried(lambda *_: run.cut_all(plans, _watch))
    mo.stop(isinstance(cut, HandrailError), showing.problem(cut))
    return cut, plans


@app.cell(hide_code=True)
def asked_for(measured):
    button = forms.measure_button(measured())
    return (button,)


@app.cell(hide_code=True)
def ask(button, depth, measured, placed):
    is_stale = measured() is not None and not measured().fits(placed, depth.value)
    showing.measure(button, placed is not None, is_stale)
    return


@app.cell(hide_code=True)
def measure(button, depth, keep, measured, placed, plans, run):
    outcome = None
    if placed and forms.is_due(mo.app_meta(), button, measured()):
        with showing.watched(words.Plans.MEASURING) as _watch:
            outcome = tried(lambda *_: run.measured(plans, placed, depth.value, _watch))
        if not isinstance(outcome, HandrailError):
            keep(outcome)
    showing.problem(outcome) if isinstance(outcome, HandrailError) else showing.nothing()
    return (outcome,)


@app.cell(hide_code=True)
def figures(cut, depth, measured, outcome, placed, plans, run):
    scored = trials.current([outcome, measured()], placed, depth.value)
    known = trials.merged(plans, cut, scored)
    showing.figures(known, run.now, depth.value, run.bench.budget)
    return known, scored


@app.cell(hide_code=True)
def looked_at(scored):
    mo.stop(scored is None or not scored.questions, showing.not_asked())
    question, size = forms.question_list(scored.questions), forms.size_list(scored)
    showing.asked_form(question, size)
    return question, size


@app.cell(hide_code=True)
def brought_up(question, scored, size):
    # NBVAL_CHECK_OUTPUT
    columns = trials.side_by_side(scored, question.value, int(size.value))
    showing.asked(trials.picked(scored, question.value), columns)
    return


@app.cell(hide_code=True)
def severing(known):
    worst = trials.worst(known)
    torn_plan = forms.plan_list(
        [each for each, found in known.items() if found], words.Torn.PLAN, worst
    )
    return (torn_plan,)


@app.cell(hide_code=True)
def severed_places(known, torn_plan):
    torn = trials.torn(known[torn_plan.value])
    torn_place = forms.torn_list(torn)
    showing.torn_form(torn_plan, torn_place, torn)
    return torn, torn_place


@app.cell(hide_code=True)
def severed(torn, torn_place, torn_plan):
    # NBVAL_CHECK_OUTPUT
    showing.torn(torn_plan.value, torn, torn_place.value)
    return


@app.cell(hide_code=True)
def changing(known, run):
    others = [each for each, found in known.items() if found]
    after = forms.plan_list(others, words.Diff.AFTER, trials.another(others, run.now))
    return (after,)


@app.cell(hide_code=True)
def change(after, known, placed, run):
    with showing.watched(words.Plans.CUTTING) as _watch:
        changes = tried(lambda *_: run.difference(known[after.value], placed, _watch))
    mo.stop(isinstance(changes, HandrailError), showing.problem(changes))
    source = forms.source_list(changes)
    showing.diff_form(after, source, run.now, changes)
    return changes, source


@app.cell(hide_code=True)
def changed(brought, changes, source):
    # NBVAL_CHECK_OUTPUT
    showing.diff(changes, source.value, brought)
    return


@app.cell(hide_code=True)
def choosing(plans):
    choice_of_plan = forms.plan_list(plans, words.Promoting.PLAN)
    done, say = mo.state(None)
    return choice_of_plan, done, say


@app.cell(hide_code=True)
def grounds(brought, choice_of_plan, depth, known, run):
    chosen = choice_of_plan.value
    reasons = promoting.why(
        known.get(chosen), known.get(run.now), depth.value, len(brought.documents)
    )
    why, promote = forms.why_box(reasons), forms.promote_button()
    return chosen, promote, why


@app.cell(hide_code=True)
def promotion(promote, chosen, say, why):
    if promote.value:
        say(tried(lambda handrail, reader: promoting.promote(handrail, reader, chosen, why.value)))
    return


@app.cell(hide_code=True)
def promoted(choice_of_plan, chosen, done, promote, run, say, why):
    past = tried(lambda handrail, _: promoting.before(handrail)) if done() or run else []
    back = forms.back_button(lambda: say(tried(promoting.back)))
    offer = tried(lambda handrail, reader: promoting.offer(handrail, reader, chosen, why.value))
    showing.promotion(
        choice_of_plan,
        run.now,
        showing.offer(offer, why, promote, chosen, run.now),
        showing.history([] if isinstance(past, HandrailError) else past, back),
        showing.said(done()),
    )
    return


if __name__ == "__main__":
    app.run()
