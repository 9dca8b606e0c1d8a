"""How the tables of the readiness sample are made: a clean base first, then what is planted."""
