"""Words by which a statement is denied, made dependent, held possible or made sweeping."""

_NEGATION_LIST = (
    "not no never none nobody nothing neither nor without cannot can't don't doesn't didn't isn't "
    "aren't wasn't weren't won't wouldn't shouldn't couldn't hasn't haven't hadn't"
)
_CONDITION_LIST = "if unless except provided until subject only"
_HEDGE_LIST = (
    "may might could can possibly perhaps probably likely reportedly allegedly alleged apparently "
    "suggest suggests seem seems appear appears believed expected would should if unless"
)
_SWEEPING_LIST = (
    "all every always only never most entire completely solely exclusively must guaranteed first "
    "everyone everything"
)
_SELF_LIST = "i my me i'm i've we our us myself"
_OPPOSITES_LIST = (
    "increase:decrease rise:fall more:less higher:lower before:after above:below first:last "
    "win:lose open:close accept:reject allow:forbid approve:deny guilty:innocent positive:negative "
    "male:female man:woman son:daughter brother:sister husband:wife mother:father minimum:maximum "
    "north:south east:west early:late old:young large:small include:exclude support:oppose "
    "legal:illegal public:private employer:employee buyer:seller start:end begin:end best:worst "
    "safe:dangerous hot:cold buy:sell import:export dead:alive arrive:depart"
)
NEGATIONS = frozenset(_NEGATION_LIST.split())
CONDITIONS = frozenset(_CONDITION_LIST.split())
HEDGES = frozenset(_HEDGE_LIST.split())
SWEEPING = frozenset(_SWEEPING_LIST.split())
SELF = frozenset(_SELF_LIST.split())
OPPOSITES = tuple(tuple(pair.split(":")) for pair in _OPPOSITES_LIST.split())
