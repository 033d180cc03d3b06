"""Steps on data frames and on what comes out of them.

Slots: {df} a frame; {n} {m} numeric columns, {c} {d} categories, {t} a date, {b} a yes/no column;
{v} {w} values of {c}; {q} a number within {n}'s range; {k} a small number; {s} a series, {out} the result.
In wording a slot is written as people write a column; in code inside its quotation marks.
"""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """form: assign ({out} = code), change (the frame's columns change), show (printed, shown or drawn)."""

    name: str
    needs: str  # slots' letters, "s" for a numeric series, "S" for one with an index of labels
    code: str
    np: str = ""
    vp: str = ""
    out: str = "result"
    form: str = "assign"
    check: str = ""  # a condition on {out} and {df} that must hold afterwards
    new: str = ""  # kind of a new column {out}: num, cat, bool, date
    imports: tuple[str, ...] = field(default=())


STEPS: list[Step] = []


def a(name: str, needs: str, code: str, np: str, vp: str = "", out: str = "result", check: str = "", **kw: object) -> None:
    STEPS.append(Step(name, needs, code, np, vp, out, "assign", check, **kw))  # type: ignore[arg-type]


def ch(name: str, needs: str, code: str, vp: str, out: str = "", check: str = "", new: str = "", **kw: object) -> None:
    STEPS.append(Step(name, needs, code, "", vp, out, "change", check, new, **kw))  # type: ignore[arg-type]


def sh(name: str, needs: str, code: str, vp: str, **kw: object) -> None:
    STEPS.append(Step(name, needs, code, "", vp, form="show", **kw))  # type: ignore[arg-type]


AVG = "(mean|average)"
BY = "(per|by|for each|for every|in each|grouped by)"
PLT = ("import matplotlib.pyplot as plt",)
NP = ("import numpy as np",)

for fn, words, short in (("mean", AVG, "mean|avg"), ("sum", "(total|sum of)", "total"), ("median", "median", "median"), ("max", "(maximum|highest|largest)", "max"), ("min", "(minimum|lowest|smallest)", "min"), ("std", "standard deviation of", "std"), ("count", "number of non-missing values of", "n")):
    w = words.replace(" of", "") if fn == "sum" else words
    a(f"col_{fn}", "n", f'{{df}}["{{n}}"].{fn}()', f"the {w} {{n}}||the {w.replace(' of', '') if fn != 'count' else w} {'of ' if fn != 'count' else ''}[the column] {{n}}" if fn not in ("std", "count") else f"the {w} {{n}}", "", f"{short.split('|')[0]}_{{n}}|{short}", "abs({out} - {df}['{n}'].agg('" + fn + "')) < 1e-9")
    if fn != "count":
        gw = {"sum": "total", "std": "standard deviation of"}.get(fn, words)
        a(f"group_{fn}", "cn", f'{{df}}.groupby("{{c}}")["{{n}}"].{fn}()', f"the {gw} {{n}} {BY} {{c}}||the {gw} of {{n}} {BY} {{c}}".replace("of of", "of") if fn not in ("std",) else f"the {gw} {{n}} {BY} {{c}}", f"group {{df}} by {{c}} and (compute|take|get) the {gw.replace(' of', '')} of {{n}}", f"{short.split('|')[0]}_{{n}}|{short.split('|')[-1]}_by_{{c}}|by_{{c}}|{short.split('|')[0]}s", "{out}.index.name == '{c}'")
a("group2_mean", "cdn", '{df}.groupby(["{c}", "{d}"])["{n}"].mean()', f"the {AVG} {{n}} {BY} {{c}} and {{d}}", f"group {{df}} by {{c}} and {{d}} and (compute|take) the {AVG} of {{n}}", "by_both|avg_by_group|grouped|means", "list({out}.index.names) == ['{c}', '{d}']")
a("group2_sum", "cdn", '{df}.groupby(["{c}", "{d}"])["{n}"].sum()', f"the total {{n}} {BY} {{c}} and {{d}}", "group {df} by {c} and {d} and sum {n}", "totals|by_both|grouped", "list({out}.index.names) == ['{c}', '{d}']")
a("group_cols", "cnm", '{df}.groupby("{c}")[["{n}", "{m}"]].mean()', f"the {AVG} {{n}} and {{m}} {BY} {{c}}", "group by {c} and average {n} and {m}", "means|summary|averages", "list({out}.columns) == ['{n}', '{m}']")
a("group_agg", "cn", '{df}.groupby("{c}")["{n}"].agg(["mean", "min", "max"])', f"the mean, (minimum|min) and (maximum|max) of {{n}} {BY} {{c}}", "aggregate {n} by {c} with mean, min and max", "summary|stats|agg", "list({out}.columns) == ['mean', 'min', 'max']")
a("group_agg2", "cn", '{df}.groupby("{c}")["{n}"].agg(["count", "mean"])', f"the count and mean of {{n}} {BY} {{c}}", "", "summary|stats", "list({out}.columns) == ['count', 'mean']")
a("group_agg_named", "cnm", '{df}.groupby("{c}").agg({"{n}": "mean", "{m}": "sum"})', f"the {AVG} {{n}} and the total {{m}} {BY} {{c}}", "aggregate {df} by {c}: mean of {n}, sum of {m}", "summary|agg|by_{c}", "set({out}.columns) == {'{n}', '{m}'}")
a("group_reset", "cn", '{df}.groupby("{c}", as_index=False)["{n}"].mean()', f"a (DataFrame|table) with the {AVG} {{n}} {BY} {{c}}, with {{c}} as a (normal|regular) column", "", "summary|table|means", "'{c}' in {out}.columns")
a("group_size", "c", '{df}.groupby("{c}").size()', f"the number of rows {BY} {{c}}||the size of each {{c}} group", "count the rows (per|in each) {c} with groupby", "sizes|counts|n_rows", "{out}.sum() == len({df})")
a("group_top", "cn", '{df}.groupby("{c}")["{n}"].mean().sort_values(ascending=False)', f"the {AVG} {{n}} {BY} {{c}}, sorted (in descending order|from high to low)", "", "ranking|ranked|means", "{out}.is_monotonic_decreasing")
a("group_best", "cn", '{df}.groupby("{c}")["{n}"].mean().idxmax()', f"the {{c}} with the highest {AVG} {{n}}||which {{c}} has the highest {AVG} {{n}}", f"find the {{c}} with the highest {AVG} {{n}}", "best_{c}|top_{c}|best", "{out} in set({df}['{c}'])")
a("group_best_sum", "cn", '{df}.groupby("{c}")["{n}"].sum().idxmax()', "the {c} with the (largest|highest) total {n}", "find the {c} with the (largest|highest) total {n}", "best_{c}|top_{c}|best")
a("group_nlargest", "cn", '{df}.groupby("{c}")["{n}"].sum().nlargest(2)', "the (two|2) {c} groups with the (largest|highest) total {n}", "", "top|top_two")
a("value_counts", "c", '{df}["{c}"].value_counts()', "the (counts|value counts|number of occurrences) of [each] {c}||how often each {c} (occurs|appears)||the number of rows (per|for each) {c}", "count (how often each {c} occurs|the values of {c}|the rows for each {c})", "counts|{c}_counts", "{out}.sum() == {df}['{c}'].count()")
a("value_share", "c", '{df}["{c}"].value_counts(normalize=True)', "the (share|proportion|relative frequency) of each {c}", "", "shares|proportions|{c}_share", "abs({out}.sum() - 1) < 1e-9")
a("most_common", "c", '{df}["{c}"].mode()[0]', "the most (common|frequent) {c}", "find the most (common|frequent) {c}", "top|most_common")
a("unique", "c", '{df}["{c}"].unique()', "the (unique|distinct|different) values (of|in) {c}", "(get|list) the (unique|distinct) values of {c}", "values|unique_{c}|categories")
a("nunique", "c", '{df}["{c}"].nunique()', "the number of (unique|distinct|different) (values of {c}|{c} values)||how many different {c} values there are", "count the (distinct|unique) values of {c}", "n_{c}|n_unique")
a("n_rows", "", "len({df})", "the number of rows (of|in) {df}", "count the rows of {df}", "n_rows|n", "{out} == {df}.shape[0]")
a("n_cols", "", "{df}.shape[1]", "the number of columns (of|in) {df}", "", "n_cols")
a("shape", "", "{df}.shape", "the shape of {df}", "", "shape")
a("columns", "", "list({df}.columns)", "(the|a list of the) column names of {df}", "", "columns|names")
a("numeric", "", '{df}.select_dtypes("number")', "(only the|the) numeric columns of {df}", "select the numeric columns of {df}", "numeric|nums")
a("describe", "n", '{df}["{n}"].describe()', "the (summary|descriptive) statistics of {n}", "(describe|summarize) [the column] {n}", "stats|summary")
a("describe_all", "", "{df}.describe()", "(summary|descriptive) statistics of {df}", "describe {df}", "summary|stats")
a("missing", "", "{df}.isna().sum()", "the number of missing values (in|of) each column", "count the missing values (per column|in each column)[ of {df}]", "missing|n_missing")
a("missing_total", "", "{df}.isna().sum().sum()", "the total number of missing values in {df}", "count all missing values in {df}", "n_missing|total_missing")
a("filter_eq", "cv", '{df}[{df}["{c}"] == {v}]', "the rows [of {df}] (where|in which) {c} (is|equals) {v}||(only the|the|all) rows with {c} {v}", "(keep|select|filter) [only] the rows (where|with) {c} (equal to|==) {v}||filter {df} to [the rows with] {c} {v}", "subset|filtered|selected", "set({out}['{c}']) <= {{v}}")
a("filter_ne", "cv", '{df}[{df}["{c}"] != {v}]', "the rows [of {df}] where {c} is not {v}", "(drop|exclude) the rows where {c} is {v}", "rest|others|filtered", "{v} not in set({out}['{c}'])")
a("filter_gt", "nq", '{df}[{df}["{n}"] > {q}]', "the rows [of {df}] (where {n} is (greater|larger|more) than {q}|with {n} (above|over|greater than) {q})", "(keep|select) [only] the rows (with|where) {n} (above|greater than|over|>) {q}||filter {df} (by|to) {n} > {q}", "high|filtered|subset|large", "({out}['{n}'] > {q}).all()")
a("filter_lt", "nq", '{df}[{df}["{n}"] < {q}]', "the rows [of {df}] (where {n} is (less|smaller) than {q}|with {n} (below|under|less than) {q})", "(keep|select) [only] the rows with {n} (below|less than|under) {q}", "low|filtered|subset|small", "({out}['{n}'] < {q}).all()")
a("filter_and", "cvnq", '{df}[({df}["{c}"] == {v}) & ({df}["{n}"] > {q})]', "the rows (where|in which) {c} is {v} and {n} is (greater than|above|over) {q}||the {v} rows with {n} (above|over) {q}", "(keep|select|filter) the rows with {c} {v} and {n} (above|greater than) {q}", "subset|filtered|selected", "({out}['{n}'] > {q}).all()")
a("filter_or", "cvnq", '{df}[({df}["{c}"] == {v}) | ({df}["{n}"] < {q})]', "the rows where {c} is {v} or {n} is (less than|below) {q}", "select the rows with {c} {v} or {n} below {q}", "subset|filtered")
a("filter_isin", "cvw", '{df}[{df}["{c}"].isin([{v}, {w}])]', "the rows where {c} is [either] {v} or {w}||the rows with {c} in {v}, {w}", "(keep|select) [only] the rows (where|with) {c} in {v} and {w}", "subset|selected", "set({out}['{c}']) <= {{v}, {w}}")
a("filter_between", "nqr", '{df}[{df}["{n}"].between({q}, {r})]', "the rows (where {n} is|with {n}) between {q} and {r}", "(keep|select) [only] the rows with {n} between {q} and {r}", "middle|subset|filtered")
a("filter_above_mean", "n", '{df}[{df}["{n}"] > {df}["{n}"].mean()]', "the rows with (above average {n}|{n} above (its|the) (mean|average))", "(keep|select) the rows where {n} is (above|greater than) (its|the) (mean|average)", "above|above_average|high", "len({out}) < len({df})")
a("filter_bool", "b", '{df}[{df}["{b}"]]', "the rows where {b} is true", "(keep|select) only the rows where {b} is (true|True)", "subset|flagged", "{out}['{b}'].all()")
a("query", "nq", '{df}.query("{n} > {q}")', "the rows of {df} with {n} > {q}, using query", "use query to (select|keep) the rows (where|with) {n} > {q}", "subset|selected")
a("sort", "n", '{df}.sort_values("{n}")', "{df} sorted by {n}[ (in ascending order|ascending)]", "(sort|order) {df} by {n}[ in ascending order]", "ordered|sorted_df|by_{n}", "{out}['{n}'].dropna().is_monotonic_increasing")
a("sort_desc", "n", '{df}.sort_values("{n}", ascending=False)', "{df} sorted by {n} (in descending order|descending|from high to low|, highest first)", "(sort|order) {df} by {n} (in descending order|descending|from largest to smallest)", "ordered|ranked|sorted_df", "{out}['{n}'].dropna().is_monotonic_decreasing")
a("sort2", "cn", '{df}.sort_values(["{c}", "{n}"])', "{df} sorted by {c} and then by {n}", "sort {df} by {c} and {n}", "ordered|sorted_df")
a("nlargest", "nk", '{df}.nlargest({k}, "{n}")', "the {k} rows with the (largest|highest|biggest) {n}||the top {k} rows by {n}", "(select|get|find|take) the {k} rows with the (highest|largest) {n}", "top|largest|top_{k}", "len({out}) == {k}")
a("nsmallest", "nk", '{df}.nsmallest({k}, "{n}")', "the {k} rows with the (smallest|lowest) {n}", "(select|get|find) the {k} rows with the lowest {n}", "bottom|smallest|lowest", "len({out}) == {k}")
a("head", "k", "{df}.head({k})", "the first {k} rows of {df}", "take the first {k} rows of {df}", "first|head|preview", "len({out}) == {k}")
a("tail", "k", "{df}.tail({k})", "the last {k} rows of {df}", "take the last {k} rows of {df}", "last|tail", "len({out}) == {k}")
a("sample", "k", "{df}.sample({k}, random_state=0)", "a random sample of {k} rows[ of {df}] (with random_state 0|using random state 0)", "(sample|draw) {k} random rows [from {df}] with random_state 0", "sample|sampled", "len({out}) == {k}")
a("select2", "nm", '{df}[["{n}", "{m}"]]', "[only] the columns {n} and {m}[ of {df}]", "(select|keep) [only] the columns {n} and {m}[ of {df}]", "subset|small|selected", "list({out}.columns) == ['{n}', '{m}']")
a("select_cn", "cn", '{df}[["{c}", "{n}"]]', "the columns {c} and {n}[ of {df}]", "(select|keep) [only] the columns {c} and {n}", "subset|small|selected", "list({out}.columns) == ['{c}', '{n}']")
a("column", "n", '{df}["{n}"]', "the column {n} [of {df}] as a Series", "(take|get|extract) the {n} column [of {df}]", "{n}_values|col|s")
a("to_list", "n", '{df}["{n}"].tolist()', "the values of {n} as a list||a list of the {n} values", "(convert|turn) [the column] {n} (to|into) a list", "values|{n}_list", "isinstance({out}, list)")
a("to_numpy", "n", '{df}["{n}"].to_numpy()', "the values of {n} as a numpy array", "convert [the column] {n} to a numpy array", "values|arr|x")
a("drop_cols", "n", '{df}.drop(columns=["{n}"])', "{df} without the column {n}", "(drop|remove) the column {n} [from {df}]", "reduced|dropped|rest", "'{n}' not in {out}.columns")
a("dropna", "", "{df}.dropna()", "{df} without rows (that have|with) missing values", "(drop|remove) (all|the) rows with missing values", "clean|complete|cleaned", "not {out}.isna().any().any()")
a("dropna_col", "n", '{df}.dropna(subset=["{n}"])', "the rows of {df} in which {n} is not missing", "(drop|remove) the rows (where|in which) {n} is missing", "clean|known", "not {out}['{n}'].isna().any()")
a("drop_dups", "c", '{df}.drop_duplicates(subset=["{c}"])', "the first row for each {c}", "(drop|remove) (duplicates|duplicate rows) (by|based on|according to) {c}", "unique_rows|deduped", "{out}['{c}'].is_unique")
a("reset", "", "{df}.reset_index(drop=True)", "{df} with a fresh index", "reset the index of {df}, dropping the old (one|index)", "reset|fresh")
a("set_index", "c", '{df}.set_index("{c}")', "{df} with {c} as the index", "(set|use) {c} as the index of {df}", "indexed|by_{c}", "{out}.index.name == '{c}'")
a("pivot", "cdn", '{df}.pivot_table(index="{c}", columns="{d}", values="{n}", aggfunc="mean")', f"a pivot table of the {AVG} {{n}} with {{c}} (as|in the) rows and {{d}} (as|in the) columns", "(pivot|make a pivot table of) {n} by {c} and {d} with the mean", "pivot|table", "{out}.index.name == '{c}'")
a("pivot_sum", "cdn", '{df}.pivot_table(index="{c}", columns="{d}", values="{n}", aggfunc="sum")', "a pivot table of total {n} with {c} as rows and {d} as columns", "", "pivot|table|totals", "{out}.index.name == '{c}'")
a("crosstab", "cd", 'pd.crosstab({df}["{c}"], {df}["{d}"])', "(a|the) (cross table|crosstab|contingency table) of {c} and {d}", "cross-tabulate {c} and {d}", "table|crosstab|ct", "{out}.to_numpy().sum() == len({df})")
a("unstack", "cdn", '{df}.groupby(["{c}", "{d}"])["{n}"].mean().unstack()', f"the {AVG} {{n}} by {{c}} and {{d}}, (with {{d}} as columns|unstacked)".replace("(with {d} as columns|unstacked)", "with {d} as columns"), "", "table|unstacked")
a("corr", "nm", '{df}["{n}"].corr({df}["{m}"])', "the correlation (between|of) {n} and {m}||the correlation coefficient of {n} and {m}", "", "corr|r|correlation", "-1 <= {out} <= 1")
a("corr_all", "", "{df}.corr(numeric_only=True)", "the correlation matrix of the numeric columns", "", "corr|corr_matrix|correlations", "(abs({out}.to_numpy().diagonal() - 1) < 1e-9).all()")
a("cov", "nm", '{df}["{n}"].cov({df}["{m}"])', "the covariance (between|of) {n} and {m}", "", "cov|covariance")
a("quantile", "n", '{df}["{n}"].quantile(0.9)', "the (90th percentile|0.9 quantile) of {n}", "", "p90|q90")
a("quartiles", "n", '{df}["{n}"].quantile([0.25, 0.5, 0.75])', "the quartiles of {n}", "", "quartiles|q", "len({out}) == 3")
a("iqr", "n", '{df}["{n}"].quantile(0.75) - {df}["{n}"].quantile(0.25)', "the interquartile range of {n}", "", "iqr")
a("row_max", "n", '{df}.loc[{df}["{n}"].idxmax()]', "the row with the (largest|highest|maximum) {n}", "find the row with the (largest|highest) {n}", "best|top_row|row")
a("row_min", "n", '{df}.loc[{df}["{n}"].idxmin()]', "the row with the (smallest|lowest|minimum) {n}", "find the row with the (smallest|lowest) {n}", "worst|lowest|row")
a("label_max", "cn", '{df}.loc[{df}["{n}"].idxmax(), "{c}"]', "the {c} of the row with the (largest|highest) {n}", "", "best|top")
a("cond_mean", "cvn", '{df}.loc[{df}["{c}"] == {v}, "{n}"].mean()', f"the {AVG} {{n}} (of|for|among) the rows (where|with) {{c}} (is|equal to) {{v}}".replace("(where|with) {c} (is|equal to)", "where {c} is"), "", "mean_{n}|avg|value")
a("cond_sum", "cvn", '{df}.loc[{df}["{c}"] == {v}, "{n}"].sum()', "the total {n} (for|of) {c} {v}", "(sum|add up) {n} over the rows where {c} is {v}", "total|total_{n}")
a("cond_count", "nq", '({df}["{n}"] > {q}).sum()', "the number of rows with {n} above {q}", "count the rows with {n} (above|greater than|over) {q}", "count|n_high", "{out} == len({df}[{df}['{n}'] > {q}])")
a("cond_count_c", "cv", '({df}["{c}"] == {v}).sum()', "the number of rows where {c} is {v}", "count the rows where {c} is {v}", "count|n")
a("share_gt", "nq", '({df}["{n}"] > {q}).mean()', "the (share|fraction|proportion) of rows with {n} (above|greater than) {q}", "", "share|fraction")
a("melt", "cnm", '{df}.melt(id_vars="{c}", value_vars=["{n}", "{m}"])', "{df} in long format with {c} as id and {n} and {m} as values", "melt {df} with {c} as id and the columns {n} and {m}", "long|melted", "list({out}.columns) == ['{c}', 'variable', 'value']")
a("dummies", "c", 'pd.get_dummies({df}, columns=["{c}"])', "{df} with {c} one-hot encoded", "(one-hot encode|create dummy variables for|make dummies of) {c} in {df}", "encoded|dummies", "'{c}' not in {out}.columns")
a("rename", "n", '{df}.rename(columns={"{n}": "value"})', "{df} with the column {n} renamed to value", "rename [the column] {n} to value", "renamed", "'value' in {out}.columns")
a("copy", "", "{df}.copy()", "a copy of {df}", "copy {df}", "copy|backup|df2")
a("cumsum", "n", '{df}["{n}"].cumsum()', "the (cumulative|running) (sum|total) of {n}", "", "running|cumulative|total_{n}")
a("rank", "n", '{df}["{n}"].rank(ascending=False)', "the rank of each row by {n}, (highest first|largest is 1)", "", "rank|ranks")
a("zscore", "n", '({df}["{n}"] - {df}["{n}"].mean()) / {df}["{n}"].std()', "the z-scores of {n}||{n} standardized to mean 0 and standard deviation 1", "standardize {n}", "z|z_scores|scaled", "abs({out}.mean()) < 1e-6")
a("minmax", "n", '({df}["{n}"] - {df}["{n}"].min()) / ({df}["{n}"].max() - {df}["{n}"].min())', "{n} (scaled to the range 0 to 1|min-max scaled)", "(scale|normalize) {n} to the range 0 to 1", "scaled|normalized", "{out}.min() == 0")
a("rolling", "n", '{df}["{n}"].rolling(7).mean()', "the (rolling mean|moving average) of {n} with a window of 7", "", "rolling|smooth|moving_avg")
a("pct_change", "n", '{df}["{n}"].pct_change()', "the percentage change of {n} (from row to row|between rows)", "", "change|returns|growth")
a("diff", "n", '{df}["{n}"].diff()', "the difference of {n} (between consecutive rows|from row to row|to the previous row)", "", "diff|change|delta")
a("cut", "n", 'pd.cut({df}["{n}"], 3, labels=["low", "medium", "high"])', "{n} cut into (three|3) equal-width bins labeled low, medium and high", "(bin|cut) {n} into (three|3) bins labeled low, medium, high", "bins|level|groups")
a("qcut", "n", "pd.qcut({df}[\"{n}\"], 4, labels=False)", "the quartile (number|group) of each {n}", "cut {n} into quartiles (without labels|with integer codes)", "quartile|group")
a("merge", "cn", '{df}.merge({df}.groupby("{c}")["{n}"].mean().rename("group_mean").reset_index(), on="{c}")', f"{{df}} merged with the {AVG} {{n}} of each {{c}} as a column group_mean", "", "merged|joined", "'group_mean' in {out}.columns")
a("concat_halves", "", "pd.concat([{df}.head(3), {df}.tail(3)])", "the first three and the last three rows of {df} in one (frame|DataFrame)", "(concatenate|combine) the first three and the last three rows of {df}", "ends|both", "len({out}) == 6")
a("iloc", "k", "{df}.iloc[{k}]", "the row at position {k}[ of {df}]", "(get|select) the row at position {k}[ of {df}]", "row|record")
a("to_dict", "cn", 'dict(zip({df}["{c}"], {df}["{n}"]))', "a dictionary that maps {c} to {n}", "", "lookup|mapping", "isinstance({out}, dict)")
a("groups_list", "cn", '{df}.groupby("{c}")["{n}"].apply(list)', "the list of {n} values (for|of) each {c}", "", "lists|grouped")
a("date_min", "t", '{df}["{t}"].min()', "the (earliest|first) {t}", "", "first_day|start|earliest")
a("date_max", "t", '{df}["{t}"].max()', "the (latest|last) {t}", "", "last_day|end|latest")
a("date_filter", "t", '{df}[{df}["{t}"] >= "{day1}"]', "the rows (from|on or after) {day1}", "(keep|select) the rows where {t} is on or after {day1}", "recent|later|subset")
a("month_mean", "tn", 'pd.to_datetime({df}["{t}"]).dt.month', "the month of each {t}", "extract the month from {t}", "month|months", "{out}.between(1, 12).all()")
a("by_month", "tn", '{df}.groupby(pd.to_datetime({df}["{t}"]).dt.to_period("M"))["{n}"].sum()', "the total {n} (per|by|for each) month", "sum {n} by month", "monthly|by_month|monthly_{n}")
a("by_month_mean", "tn", '{df}.groupby(pd.to_datetime({df}["{t}"]).dt.month)["{n}"].mean()', f"the {AVG} {{n}} (per|by|for each) month[ of {{t}}]", "", "monthly|by_month|monthly_avg")
a("by_weekday", "tn", '{df}.groupby(pd.to_datetime({df}["{t}"]).dt.day_name())["{n}"].mean()', f"the {AVG} {{n}} (per|by|for each) (weekday|day of the week)", "", "by_weekday|weekday_means")
a("resample", "tn", '{df}.assign({t}=pd.to_datetime({df}["{t}"])).set_index("{t}")["{n}"].resample("W").sum()', "the weekly (total|sum) of {n}", "resample {n} to weekly sums[ (by|using) {t}]", "weekly|weekly_{n}")
a("str_upper", "c", '{df}["{c}"].astype(str).str.upper()', "the values of {c} in uppercase", "uppercase {c}", "upper|labels")
a("str_contains", "cv", '{df}[{df}["{c}"].astype(str).str.contains({v})]', "the rows where {c} contains {v}", "(keep|select) the rows where {c} contains {v}", "matches|found")
a("str_len", "c", '{df}["{c}"].astype(str).str.len()', "the length of each {c} text", "", "lengths")
a("argsort_c", "c", 'sorted({df}["{c}"].unique())', "(a|the) sorted list of the (distinct|unique) {c} values", "", "levels|labels|names")

ch("add_product", "nm", '{df}["{out}"] = {df}["{n}"] * {df}["{m}"]', "(add|create|make) a [new] column {out} (that is|as|with|equal to) (the product of {n} and {m}|{n} times {m}|{n} multiplied by {m})||(compute|calculate) {n} times {m} as [a] new column {out}", "total|product|amount|value", "({df}['{out}'] == {df}['{n}'] * {df}['{m}']).all()", "num")
ch("add_ratio", "nm", '{df}["{out}"] = {df}["{n}"] / {df}["{m}"]', "(add|create) a [new] column {out} (with|as|that is|equal to) (the ratio of {n} to {m}|{n} divided by {m})", "ratio|rate|share", "'{out}' in {df}.columns", "num")
ch("add_sum", "nm", '{df}["{out}"] = {df}["{n}"] + {df}["{m}"]', "(add|create) a [new] column {out} (with|as|that is) the sum of {n} and {m}", "total|combined|sum_both", "'{out}' in {df}.columns", "num")
ch("add_diff", "nm", '{df}["{out}"] = {df}["{n}"] - {df}["{m}"]', "(add|create) a [new] column {out} (with|as|that is) (the difference of {n} and {m}|{n} minus {m})", "difference|diff|gap", "'{out}' in {df}.columns", "num")
ch("add_scaled", "n", '{df}["{out}"] = {df}["{n}"] / 1000', "(add|create) a [new] column {out} (with|that is) {n} divided by 1000||add {n} in thousands as {out}", "{n}_k|thousands", "'{out}' in {df}.columns", "num")
ch("add_pct", "n", '{df}["{out}"] = {df}["{n}"] / {df}["{n}"].sum() * 100', "(add|create) a column {out} with the percentage of each row in the total {n}", "pct|percent|share_pct", "abs({df}['{out}'].sum() - 100) < 1e-6", "num")
ch("add_flag", "nq", '{df}["{out}"] = {df}["{n}"] > {q}', "(add|create) a [boolean] column {out} that is (True|true) (where|when|if) {n} is (above|greater than|over) {q}||flag the rows with {n} (above|over) {q} in a [new] column {out}", "is_high|flag|high", "{df}['{out}'].dtype == bool", "bool")
ch("add_where", "nq", '{df}["{out}"] = np.where({df}["{n}"] > {q}, "high", "low")', "(add|create) a column {out} (that is|with) 'high' (where|if) {n} is (above|greater than) {q} and 'low' otherwise", "level|group|category", "set({df}['{out}']) <= {'high', 'low'}", "cat", imports=NP)
ch("add_log", "n", '{df}["{out}"] = np.log1p({df}["{n}"])', "(add|create) a column {out} with the log1p of {n}", "log_{n}|log_value", "'{out}' in {df}.columns", "num", imports=NP)
ch("add_round", "n", '{df}["{n}"] = {df}["{n}"].round(1)', "round [the column] {n} to (one decimal|1 decimal place)", check="({df}['{n}'].round(1) == {df}['{n}']).all()")
ch("add_z", "n", '{df}["{out}"] = ({df}["{n}"] - {df}["{n}"].mean()) / {df}["{n}"].std()', "(add|create) a column {out} with the z-score of {n}||standardize {n} into a [new] column {out}", "{n}_z|z|scaled", "'{out}' in {df}.columns", "num")
ch("add_group_mean", "cn", '{df}["{out}"] = {df}.groupby("{c}")["{n}"].transform("mean")', f"(add|create) a column {{out}} with the {AVG} {{n}} of (the row's|each) {{c}}[ group]", "group_mean|{c}_mean", "'{out}' in {df}.columns", "num")
ch("add_rank", "n", '{df}["{out}"] = {df}["{n}"].rank(ascending=False)', "(add|create) a column {out} with the rank of {n}, highest first", "rank|position", "'{out}' in {df}.columns", "num")
ch("add_rank_group", "cn", '{df}["{out}"] = {df}.groupby("{c}")["{n}"].rank(ascending=False)', "(add|create) a column {out} with the rank of {n} within each {c}, highest first", "group_rank|rank", "'{out}' in {df}.columns", "num")
ch("add_cum", "n", '{df}["{out}"] = {df}["{n}"].cumsum()', "(add|create) a column {out} with the (cumulative sum|running total) of {n}", "running|cum_{n}", "'{out}' in {df}.columns", "num")
ch("add_cut", "n", '{df}["{out}"] = pd.cut({df}["{n}"], bins=3, labels=["low", "medium", "high"])', "(add|create) a column {out} that (bins|cuts) {n} into low, medium and high", "band|level|{n}_group", "'{out}' in {df}.columns", "cat")
ch("add_apply", "n", '{df}["{out}"] = {df}["{n}"].apply(lambda x: x * 2)', "(add|create) a column {out} (with|that is) twice the {n}", "double_{n}|doubled", "({df}['{out}'] == {df}['{n}'] * 2).all()", "num")
ch("add_map", "cvw", '{df}["{out}"] = {df}["{c}"].map({{v}: 1, {w}: 0})', "(add|create) a column {out} that maps {c} {v} to 1 and {w} to 0", "code|{c}_code|target", "'{out}' in {df}.columns", "num")
ch("add_month", "t", '{df}["{out}"] = pd.to_datetime({df}["{t}"]).dt.month', "(add|create) a [new] column {out} with the month of {t}", "month", "{df}['{out}'].between(1, 12).all()", "num")
ch("add_weekday", "t", '{df}["{out}"] = pd.to_datetime({df}["{t}"]).dt.day_name()', "(add|create) a column {out} with the (weekday|name of the weekday|day name) of {t}", "weekday|day_name", "'{out}' in {df}.columns", "cat")
ch("to_datetime", "t", '{df}["{t}"] = pd.to_datetime({df}["{t}"])', "(convert|parse|turn) [the column] {t} (to|into|as) (datetime|dates|datetimes)", check="str({df}['{t}'].dtype).startswith('datetime')")
ch("fill_mean", "n", '{df}["{n}"] = {df}["{n}"].fillna({df}["{n}"].mean())', "(fill|replace|impute) [the] missing values (of|in) {n} (with|by) (its|the) (mean|average)", check="not {df}['{n}'].isna().any()")
ch("fill_median", "n", '{df}["{n}"] = {df}["{n}"].fillna({df}["{n}"].median())', "(fill|replace|impute) [the] missing values (of|in) {n} (with|by) (its|the) median", check="not {df}['{n}'].isna().any()")
ch("fill_zero", "n", '{df}["{n}"] = {df}["{n}"].fillna(0)', "(fill|replace) [the] missing values (of|in) {n} (with|by) (0|zero)", check="not {df}['{n}'].isna().any()")
ch("dropna_in", "", "{df} = {df}.dropna()", "(drop|remove) (all|the) rows with missing values from {df}", check="not {df}.isna().any().any()")
ch("drop_dup_in", "", "{df} = {df}.drop_duplicates()", "(drop|remove) duplicate rows from {df}", check="not {df}.duplicated().any()")
ch("astype_cat", "c", '{df}["{c}"] = {df}["{c}"].astype("category")', "(convert|turn) [the column] {c} (to|into) a category[ (type|dtype)]", check="str({df}['{c}'].dtype) == 'category'")
ch("clip", "nq", '{df}["{n}"] = {df}["{n}"].clip(upper={q})', "(clip|cap|limit) {n} at {q}", check="({df}['{n}'].dropna() <= {q}).all()")
ch("strip_cols", "", "{df}.columns = {df}.columns.str.lower()", "(make|convert) (all|the) column names (lowercase|to lowercase)||lowercase the column names of {df}", check="all(c == c.lower() for c in {df}.columns)")
ch("sort_in", "n", '{df} = {df}.sort_values("{n}")', "sort {df} by {n}, keeping the same name")

sh("show_head", "", "{df}.head()", "(show|display|print) the (first rows|first five rows|head) of {df}||(show|display) {df}'s first rows||take a (quick|first) look at {df}||preview {df}")
sh("show_head_k", "k", "{df}.head({k})", "(show|display) the first {k} rows of {df}")
sh("show_info", "", "{df}.info()", "(show|print) (info about {df}|the column types and non-null counts of {df})")
sh("show_dtypes", "", "{df}.dtypes", "(show|display|list) the (data types|dtypes|types) of the columns[ of {df}]")
sh("show_shape", "", "print({df}.shape)", "print the shape of {df}||(print|show) how many rows and columns {df} has")
sh("show_describe", "", "{df}.describe()", "(show|display) (summary|descriptive) statistics of {df}||(describe|summarize) {df}")
sh("show_columns", "", "print(list({df}.columns))", "print the column names of {df} as a list")
sh("show_missing", "", "{df}.isna().sum()", "(show|check) (how many values are missing in|the missing values in|the number of missing values per column of) {df}")
sh("show_counts", "c", '{df}["{c}"].value_counts()', "(show|display) (the counts of each {c}|how often each {c} occurs|the value counts of {c})")
sh("print_mean", "n", 'print({df}["{n}"].mean())', f"print the {AVG} {{n}}")
sh("print_mean2", "n", 'print({df}["{n}"].mean().round(2))', f"print the {AVG} {{n}} rounded to (two|2) decimals")
sh("print_group", "cn", 'print({df}.groupby("{c}")["{n}"].mean())', f"print the {AVG} {{n}} {BY} {{c}}")
sh("print_max", "n", 'print({df}["{n}"].max())', "print the (highest|largest|maximum) {n}")
sh("print_fstr", "n", 'print(f"Mean {n}: {{df}[\'{n}\'].mean():.2f}")', "print a line (with|that says) the mean {n} with two decimals")
sh("plot_hist", "n", 'plt.hist({df}["{n}"], bins=20)\nplt.xlabel("{n}")\nplt.show()', "(plot|draw|show) a histogram of {n} with 20 bins||(plot|show) the distribution of {n} as a histogram with 20 bins", imports=PLT)
sh("plot_hist2", "n", '{df}["{n}"].plot(kind="hist")\nplt.show()', "(plot|draw|show) a histogram of {n}||(plot|show) the distribution of {n}||histogram of {n}", imports=PLT)
sh("plot_scatter", "nm", 'plt.scatter({df}["{n}"], {df}["{m}"])\nplt.xlabel("{n}")\nplt.ylabel("{m}")\nplt.show()', "(plot|draw|make|show) a scatter plot of {n} (and|against|versus|vs) {m}||(scatter|plot) {n} against {m}||plot {m} (over|as a function of) {n} as a scatter plot", imports=PLT)
sh("plot_scatter_c", "cnm", 'for name, group in {df}.groupby("{c}"):\n    plt.scatter(group["{n}"], group["{m}"], label=name)\nplt.xlabel("{n}")\nplt.ylabel("{m}")\nplt.legend()\nplt.show()', "(draw|make) a scatter plot of {n} and {m} colored by {c}", imports=PLT)
sh("plot_bar_mean", "cn", '{df}.groupby("{c}")["{n}"].mean().plot(kind="bar")\nplt.ylabel("{n}")\nplt.show()', f"(plot|draw|show) the {AVG} {{n}} {BY} {{c}} as (a bar chart|bars)||(make|draw) a bar chart of the {AVG} {{n}} {BY} {{c}}", imports=PLT)
sh("plot_bar_sum", "cn", '{df}.groupby("{c}")["{n}"].sum().plot(kind="bar")\nplt.ylabel("{n}")\nplt.show()', f"(plot|draw|show) the total {{n}} {BY} {{c}} as a bar chart||bar chart of total {{n}} {BY} {{c}}", imports=PLT)
sh("plot_counts", "c", '{df}["{c}"].value_counts().plot(kind="bar")\nplt.show()', "(plot|draw|show) the (counts|number) of each {c} as a bar chart||(make|draw) a bar chart of the {c} counts", imports=PLT)
sh("plot_pie", "c", '{df}["{c}"].value_counts().plot(kind="pie")\nplt.show()', "(plot|draw|show) the shares of {c} as a pie chart||(make|draw) a pie chart of {c}", imports=PLT)
sh("plot_box", "cn", '{df}.boxplot(column="{n}", by="{c}")\nplt.show()', "(draw|make|show) a box plot of {n} (by|for each|grouped by|per) {c}", imports=PLT)
sh("plot_box1", "n", 'plt.boxplot({df}["{n}"].dropna())\nplt.ylabel("{n}")\nplt.show()', "(draw|make|show) a box plot of {n}", imports=PLT)
sh("plot_line", "tn", 'plt.plot(pd.to_datetime({df}["{t}"]), {df}["{n}"])\nplt.xlabel("{t}")\nplt.ylabel("{n}")\nplt.show()', "(plot|draw|show) {n} over (time|{t})[ as a line]||(draw|make) a line plot of {n} (over|by) {t}", imports=PLT)
sh("plot_line_s", "n", '{df}["{n}"].plot()\nplt.title("{n}")\nplt.show()', "(plot|draw) {n} as a line with the title {n}", imports=PLT)
sh("plot_corr", "", 'plt.imshow({df}.corr(numeric_only=True))\nplt.colorbar()\nplt.show()', "(show|draw) the correlation matrix as (an image|a heat map|a heatmap) with a color bar", imports=PLT)
sh("plot_sns_box", "cn", 'sns.boxplot(data={df}, x="{c}", y="{n}")\nplt.show()', "use seaborn to draw a box plot of {n} by {c}", imports=("import seaborn as sns", *PLT))
sh("plot_sns_hist", "n", 'sns.histplot({df}["{n}"], kde=True)\nplt.show()', "(use seaborn to draw|draw with seaborn) a histogram of {n} with a density (curve|line)", imports=("import seaborn as sns", *PLT))
sh("plot_sns_scatter", "cnm", 'sns.scatterplot(data={df}, x="{n}", y="{m}", hue="{c}")\nplt.show()', "(use seaborn to draw|draw with seaborn) a scatter plot of {n} and {m} colored by {c}", imports=("import seaborn as sns", *PLT))
sh("subplots", "nm", 'fig, axes = plt.subplots(1, 2)\naxes[0].hist({df}["{n}"])\naxes[0].set_title("{n}")\naxes[1].hist({df}["{m}"])\naxes[1].set_title("{m}")\nplt.show()', "(draw|show) histograms of {n} and {m} side by side with their names as titles", imports=PLT)
sh("savefig", "n", '{df}["{n}"].hist()\nplt.savefig("hist.png")', "(draw|plot) a histogram of {n} and save it as hist.png||save a histogram of {n} (to|as|in) hist.png", imports=PLT)
sh("to_csv", "", '{df}.to_csv("out.csv", index=False)', "(save|write) {df} to out.csv without the index||write {df} to a CSV file (called|named) out.csv, no index")
sh("to_json", "", '{df}.to_json("out.json", orient="records")', "(save|write) {df} to out.json as a list of records")
sh("loop_groups", "cn", 'for name, group in {df}.groupby("{c}"):\n    print(name, group["{n}"].mean())', f"for each {{c}} print its name and the {AVG} {{n}}||loop over the {{c}} groups and print the {AVG} {{n}} of each")
sh("assert_pos", "n", 'print(({df}["{n}"] > 0).all())', "print whether all {n} values are positive||check (that|if) all {n} values are positive and print the (result|answer)")

# on a numeric series with labels as its index (the result of a groupby or of counting)
for nm, code, np_, vp_, out_ in (
    ("s_sort", "{s}.sort_values(ascending=False)", "{s} sorted (in descending order|from high to low|, largest first)", "sort {s} (in descending order|from high to low|, largest first)", "ranked|ordered"),
    ("s_sort_asc", "{s}.sort_values()", "{s} sorted[ in ascending order]", "sort {s}[ in ascending order]", "ordered|sorted_s"),
    ("s_idxmax", "{s}.idxmax()", "the (label|index|group) with the (largest|highest) value in {s}||which (group|label) has the highest value in {s}", "find the group with the (largest|highest) value in {s}", "best|top|winner"),
    ("s_idxmin", "{s}.idxmin()", "the (label|index|group) with the (smallest|lowest) value in {s}", "find the group with the lowest value in {s}", "worst|lowest"),
    ("s_head", "{s}.head(2)", "the first (two|2) entries of {s}", "", "first_two|head"),
    ("s_nlargest", "{s}.nlargest(2)", "the (two|2) largest values of {s}", "", "top|top_two"),
    ("s_max", "{s}.max()", "the (largest|highest|maximum) value of {s}", "", "highest|maximum"),
    ("s_range", "{s}.max() - {s}.min()", "the difference between the largest and [the] smallest value of {s}", "", "spread|gap|difference"),
    ("s_round", "{s}.round(1)", "{s} rounded to (one decimal|1 decimal)", "round {s} to (one decimal|1 decimal)", "rounded"),
    ("s_share", "{s} / {s}.sum()", "(each value|the values) of {s} divided by (their|the) (sum|total)", "divide {s} by its (sum|total)", "shares|fractions"),
    ("s_dict", "{s}.to_dict()", "{s} as a dictionary", "(convert|turn) {s} (to|into) a dictionary", "as_dict|lookup"),
    ("s_frame", "{s}.reset_index()", "{s} as a DataFrame with a fresh index", "(convert|turn) {s} into a DataFrame by resetting (its|the) index", "table|frame"),
    ("s_above", "{s}[{s} > {s}.mean()]", "the entries of {s} (above|greater than) (their|the) (mean|average)", "keep the entries of {s} above (their|the) (mean|average)", "above|high"),
    ("s_list", "{s}.index.tolist()", "(a|the) list of the (labels|index labels|index) of {s}", "", "labels|names"),
):  # fmt: skip
    a(nm, "S", code, np_, vp_, out_)
sh("s_bar", "S", '{s}.plot(kind="bar")\nplt.show()', "(plot|draw|show) {s} as (a bar chart|a bar plot|bars)||(make|draw) a bar (chart|plot) of {s}", imports=PLT)
sh("s_barh", "S", '{s}.plot(kind="barh")\nplt.show()', "(plot|draw|show) {s} as a horizontal bar chart", imports=PLT)
sh("s_pie", "S", '{s}.plot(kind="pie")\nplt.show()', "(plot|draw|show) {s} as a pie chart", imports=PLT)
sh("s_bar_title", "S", 'plt.bar({s}.index.astype(str), {s}.values)\nplt.title("{s}")\nplt.xticks(rotation=45)\nplt.show()', "(plot|draw) {s} as a bar chart with the title {s} and the x labels rotated by 45 degrees", imports=PLT)
sh("s_print", "S", "print({s})", "print {s}")
sh("s_show", "S", "{s}", "(show|display) {s}")
sh("s_loop", "S", 'for name, value in {s}.items():\n    print(name, round(value, 2))', "print each (label|group) of {s} with its value rounded to two decimals")
