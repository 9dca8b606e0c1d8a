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
"""Is the data ready?

Audit your tenant's tables and documents: the verdict, the first sprint, every finding down to its
rows, and who may see what. Decide about a finding with a reason, or overrule a tier.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="full",
    app_title="Is the data ready?",
    css_file="handrail.css",
)

with app.setup:
    import marimo as mo
    import readiness_desk as desk
    import readiness_forms as forms
    import readiness_showing as showing
    from looking import tried

    from core.domain.errors import HandrailError


@app.cell(hide_code=True)
def reader():
    who = tried(lambda _, principal: principal)
    mo.stop(isinstance(who, HandrailError), showing.problem(who))
    showing.header(who)
    return (who,)


@app.function
def told(outcome, word, say, changed):
    """Say what came of something, and have what depends on it shown anew."""
    say(outcome if isinstance(outcome, HandrailError) else word)
    changed(lambda count: count + 1)


@app.cell(hide_code=True)
def states():
    audits, another = mo.state(0)
    decisions, decided = mo.state(0)
    tiers, classified = mo.state(0)
    word, say = mo.state(None)
    tier_word, say_tier = mo.state(None)
    return (
        another,
        audits,
        classified,
        decided,
        decisions,
        say,
        say_tier,
        tier_word,
        tiers,
        word,
    )


@app.cell(hide_code=True)
def brought(who):
    # NBVAL_CHECK_OUTPUT
    there = tried(desk.brought) if who else None
    mo.stop(isinstance(there, HandrailError), showing.problem(there))
    mo.stop(there.is_empty, showing.brought(there))
    showing.brought(there)
    return (there,)


@app.cell(hide_code=True)
def last_audit(audits, there):
    before = tried(desk.last) if there or audits() else None
    button = forms.audit_button(before)
    return before, button


@app.cell(hide_code=True)
def ask(before, button):
    showing.audit(button, before)
    return


@app.cell(hide_code=True)
def audit(another, before, button):
    outcome = None
    if forms.is_due(mo.app_meta(), button, before):
        with showing.watched() as watch:
            outcome = tried(lambda handrail, reader: desk.audited(handrail, reader, watch))
    if outcome and not isinstance(outcome, HandrailError):
        another(lambda count: count + 1)
    showing.problem(outcome) if isinstance(outcome, HandrailError) else showing.nothing()
    return (outcome,)


@app.cell(hide_code=True)
def report(audits, before, outcome):
    whole = tried(desk.last) if audits() or outcome or before else None
    mo.stop(isinstance(whole, HandrailError), showing.problem(whole))
    mo.stop(whole is None, showing.never_audited())
    return (whole,)


@app.cell(hide_code=True)
def standing(decisions, tiers, whole):
    now = tried(desk.standing) if whole or decisions() or tiers() else None
    mo.stop(isinstance(now, HandrailError), showing.problem(now))
    return (now,)


@app.cell(hide_code=True)
def verdict(now):
    # NBVAL_CHECK_OUTPUT
    showing.verdict(now.report)
    return


@app.cell(hide_code=True)
def sprint(now):
    # NBVAL_CHECK_OUTPUT
    showing.sprint(now.report)
    return


@app.cell(hide_code=True)
def pictures(now):
    showing.pictures(now.report)
    return


@app.cell(hide_code=True)
def answers(now):
    # NBVAL_CHECK_OUTPUT
    showing.answers(now.report)
    return


@app.cell(hide_code=True)
def controls(whole):
    filters = forms.filters(whole)
    chosen, choose = mo.state(forms.first_finding(mo.app_meta(), whole))
    shown, show = mo.state(forms.PAGE)
    return choose, chosen, filters, show, shown


@app.cell(hide_code=True)
def listed(choose, filters, now, show, shown):
    found = showing.filtered(now.report, forms.asked_for(filters))
    buttons = forms.finding_buttons(found[: shown()], choose)
    more = forms.more_button(found, shown(), show)
    return buttons, found, more


@app.cell(hide_code=True)
def opened(chosen, found):
    picked = showing.picked(found, chosen())
    with showing.opening():
        inside = tried(lambda handrail, reader: desk.opened(handrail, reader, picked))
    return inside, picked


@app.cell(hide_code=True)
def deciding(decided, now, picked, say):
    def keep(answer):
        outcome = tried(lambda handrail, reader: desk.decide(handrail, reader, picked, **answer))
        told(outcome, showing.decided(picked, answer["choice"]), say, decided)

    def undo(finding):
        outcome = tried(lambda handrail, reader: desk.undo(handrail, reader, finding))
        told(outcome, showing.undone(), say, decided)

    decision = showing.decision(now.report, picked)
    form = forms.decision_form(keep) if picked and not decision else showing.nothing()
    undo_button = forms.undo_button(undo, picked.id) if decision else showing.nothing()
    return decision, form, undo, undo_button


@app.cell(hide_code=True)
def news(undo, word):
    take_back = forms.undo_button(undo, word().finding) if forms.can_undo(word()) else None
    return (take_back,)


@app.cell(hide_code=True)
def findings(
    buttons, decision, filters, form, found, inside, more, picked, take_back, undo_button, word
):
    panel = showing.panel(picked, inside, showing.deciding(form, decision, undo_button))
    showing.findings(found, buttons, filters, picked, panel, more, showing.said(word(), take_back))
    return


@app.cell(hide_code=True)
def tier_controls(classified, now, say_tier):
    def set_tier(answer):
        outcome = tried(lambda handrail, reader: desk.overrule(handrail, reader, **answer))
        told(outcome, showing.overruled(answer), say_tier, classified)

    tier_form = forms.tier_form(now.map, set_tier)
    return (tier_form,)


@app.cell(hide_code=True)
def everything():
    every = forms.everything_switch()
    return (every,)


@app.cell(hide_code=True)
def classification(every, now, tier_form, tier_word, who):
    showing.classification(now, who.clearance, every, tier_form, showing.said(tier_word()))
    return


@app.cell(hide_code=True)
def what_was_read(now):
    # NBVAL_CHECK_OUTPUT
    showing.read(now.report)
    return


if __name__ == "__main__":
    app.run()
