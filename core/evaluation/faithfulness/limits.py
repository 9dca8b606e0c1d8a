"""What faithfulness scores cannot tell, in the words that stand wherever they are shown."""

LIMITS = (
    "It compares words, figures and names, not meaning: what stands nowhere in the passages it "
    "finds, but a statement turned into its opposite, a condition left out or two facts mixed up in "
    "the passages' own words it mostly does not, and a right answer in words all of its own may "
    "score low. For those, use a judge, or an NLI model of your own."
)
LIMITS_WITH_NLI = (
    "Claims that are not quoted whole are decided by the NLI model it was given; how well, only "
    "labelled answers can tell: run `handrail bench faithfulness --nli FOLDER` on some."
)
