"""More steps on dates: parts of them, groups by them, filters, differences, and what a datetime index allows.

`pd.to_datetime({df}["{t}"])` is written for a column of text; where the column is known to hold datetimes
already, `session_dates` takes it away again. {day1} {day2} are days of the column, {said1} {said2} the same as
people write them; {mon} {mo} a month of it. I: a frame with a datetime index; R: a series over months, weeks, days.
"""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.ops_frames import ASK, TO, q
from training.multiturn.ops_pandas import AVG, a, ch, sh

# fmt: off
D = 'pd.to_datetime({df}["{t}"])'
PARTS = (
    ("month", "month", "month", "month|mon|month_no|{t}_month|m"), ("year", "year", "year", "year|yr|{t}_year"), ("quarter", "quarter", "quarter", "quarter|q|qtr|{t}_quarter"),
    ("weekday", "day_name()", "weekday (name|as a name)", "weekday|dow|day_name|wday"), ("dayno", "day", "day of [the] month", "day_no|dom|mday"), ("hour", "hour", "hour", "hour|hr|h"),
    ("week", "isocalendar().week", "[ISO] (week number|calendar week)", "week|kw|week_no"),
)
for part, expr, words, outs in PARTS:
    varied = "{df}['{out}'].nunique() > 1" if part in ("hour", "month") else "'{out}' in {df}.columns"
    ch(f"d_add_{part}", "t", '{df}["{out}"] = ' + f"{D}.dt.{expr}", f"(add|make|create) [a column] {{out}}: [the] {words} of {{t}}||new column {{out}} = {words} (of|from) {{t}}||{{out}} column from {{t}} ({words})||put the {words} of {{t}} in[to] a [new] column [called] {{out}}", outs, varied, "cat")
ch("d_add_two", "t", '{df}["year"] = ' + D + '.dt.year\n{df}["month"] = ' + D + ".dt.month", "add (columns|the columns) year and month from {t}||year and month of {t} as [two] new columns||split {t} into the columns year and month", "", "{df}['month'].between(1, 12).all()")
ch("d_add_text", "t", '{df}["{out}"] = ' + D + '.dt.strftime("%Y-%m")', 'add {out}: {t} (formatted as|in the form) "%Y-%m"||new column {out} with {t} as "%Y-%m" (text|strings)||format {t} like 2024-03 (year-month) in a column {out}', "ym|year_month|month_label", "{df}['{out}'].str.len().eq(7).all()", "cat")
ch("d_add_dmy", "t", '{df}["{out}"] = ' + D + '.dt.strftime("%d.%m.%Y")', "(add|make) a text column {out} with {t} as day.month.year (like 31.12.2024)||{out} = {t} written as dd.mm.yyyy", "{t}_text|printed|label", "{df}['{out}'].str.len().eq(10).all()")
ch("d_until", "t", '{df}["{out}"] = (pd.Timestamp("{day2}") - ' + D + ").dt.days", "add {out}: days from {t} to {said2}||(new|make a) column {out} with the [number of] days between {t} and {said2}||how many days is each {t} before {said2}? as column {out}", "days_left|age_days|days_to|days_before", "'{out}' in {df}.columns", "num")
ch("d_gap", "t", '{df}["{out}"] = ' + D + ".diff().dt.days", "add {out}: the days since the previous row's {t}||days between (consecutive|successive) {t} values as column {out}||column {out} = difference of {t} to the row before, in days", "gap|gap_days|since_last|days_diff", "'{out}' in {df}.columns", "num")
ch("d_plus", "tp", '{df}["{out}"] = ' + D + ' + pd.Timedelta(days={p})', "add [a column] {out}, {p} days after {t}||{out} = {t} plus {p} days||new column {out}: {t} + {p} days", "due|deadline|ends|follow_up", "'datetime' in str({df}['{out}'].dtype)")
ch("d_new", "t", '{df}["{out}"] = pd.to_datetime({df}["{t}"])', "(add|make) a column {out} with {t} as (datetimes|datetime)||new datetime column {out} from {t}||{out} = {t} parsed to datetime, keep the {t} column", "when|ts|parsed|{t}_dt", "'datetime' in str({df}['{out}'].dtype)", "date")
ch("d_conv", "t", '{df}["{t}"] = pd.to_datetime({df}["{t}"])', "make {t} a (proper|real) (date|datetime) column||{t} as (datetime|dates)||{t} is (still|) text, (convert|parse) it[ to datetime]||dates in {t} are strings, make them datetimes||change [the type of] {t} to datetime", "", "'datetime' in str({df}['{t}'].dtype)")

for part, expr, by, nick in (("month", "month", "month", "monthly|by_month|per_month"), ("weekday", "day_name()", "(weekday|day of the week|weekday name)", "by_weekday|per_weekday|weekdays"), ("quarter", "quarter", "quarter", "quarterly|by_quarter|per_quarter"), ("year", "year", "year", "yearly|by_year|per_year"), ("hour", "hour", "hour[ of the day]", "hourly|by_hour|per_hour")):
    check = "len({out}) > 1"
    hours = "{df}['{t}'].astype(str).str[11:13].nunique() > 1" if part == "hour" else ""
    for fn, words in (("sum", "(total|sum of|summed)"), ("mean", "(mean|average|avg)"), ("max", "(max|highest|maximum)"), ("median", "median")):
        q(f"d_{part}_{fn}", "tn", "{df}.groupby(" + f"{D}.dt.{expr})" + f'["{{n}}"].{fn}()', f"{words} {{n}} (per|by) {by}{TO}||{words} {{n}} (for each|per) {by} of {{t}}{TO}||group by {by} ({{t}}), {fn} of {{n}}{TO}", f"{nick}|{nick.split('|')[0]}_{{n}}", check)
    q(f"d_{part}_n", "t", "{df}.groupby(" + f"{D}.dt.{expr}).size()", f"(number of rows|rows|row count) per {by} of {{t}}{TO}||count the rows (per|by) {by} ({{t}}){TO}||how many rows per {by} of {{t}}{ASK}", "counts|n_rows|n_per_" + part, check)
    q(f"d_{part}_best", "tn", "{df}.groupby(" + f"{D}.dt.{expr})" + '["{n}"].mean().idxmax()', f"which {by.replace('[ of the day]', '')} of {{t}} has the highest (average|mean) {{n}}{ASK}||{by.replace('[ of the day]', '')} with the (highest|best) (average|mean) {{n}} by the dates in {{t}}{TO}", f"best_{part}|top_{part}|peak_{part}", hours)
    q(f"d_{part}_worst", "tn", "{df}.groupby(" + f"{D}.dt.{expr})" + '["{n}"].sum().idxmin()', f"which {by.replace('[ of the day]', '')} of {{t}} has the (lowest|smallest) total {{n}}{ASK}||{by.replace('[ of the day]', '')} with the (lowest|smallest) total {{n}} ({{t}}){TO}", f"worst_{part}|low_{part}|weakest", hours)
    a(f"d_{part}_cat", "tcn", "{df}.groupby([" + f"{D}.dt.{expr}" + ', "{c}"])["{n}"].sum()', f"the total {{n}} per {by} of {{t}} and {{c}}||the {{n}} sums by {by} ({{t}}) and {{c}}", "", f"by_{part}_{{c}}|totals", hours or "{out}.index.nlevels == 2")
for best in ("best_month", "top_month", "peak"):
    ch(f"d_two_{best}", "tn", '{out} = {df}.groupby(' + D + f'.dt.month)["{{n}}"].sum()\n{best} = {{out}}.idxmax()', f"total {{n}} per month of {{t}} as {{out}} and the month with the (largest|highest) total as {best}||{{out}}: {{n}} summed by month ({{t}}); {best}: the month where it is largest||sum {{n}} by month of {{t}} ({{out}}). Which month was the best? {best}", "monthly|by_month|totals", f"{best} in {{out}}.index")
for rule, unit, nick in (("ME", "month", "monthly"), ("W", "week", "weekly"), ("D", "day", "daily"), ("QE", "quarter", "quarterly")):
    for fn, words in (("sum", "(total|sum|totals)"), ("mean", "(mean|average)")):
        adj = {"month": "monthly", "week": "weekly", "day": "daily", "quarter": "quarterly"}[unit]
        q(f"d_on_{unit}_{fn}", "tn", f'{{df}}.resample("{rule}", on="{{t}}")["{{n}}"].{fn}()', f"resample {{n}} to {adj} {fn}s (on|by) {{t}}{TO}||{adj} {words} of {{n}}, resampled on {{t}}{TO}||{{n}} per {unit}, resample on {{t}} and {'sum' if fn == 'sum' else 'average'}{TO}", f"{nick}|{nick}_{{n}}", "len({out}) > 1")
        q(f"i_{unit}_{fn}", "In", f'{{df}}["{{n}}"].resample("{rule}").{fn}()', f"{adj} {words} of {{n}}{TO}||resample {{n}} to {adj} {fn}s{TO}||{{n}} per {unit}, {'summed' if fn == 'sum' else 'averaged'}{TO}||{'total' if fn == 'sum' else 'average'} {{n}} (for each|per) {unit}{TO}", f"{nick}|{nick}_{{n}}", "len({out}) > 1")

# rows by date
a("d_after", "t", "{df}[" + D + ' > "{day1}"]', "the rows (after|with {t} after|with a {t} later than) {said1}||{df} rows dated after {said1}", "keep [only] the rows (with {t} after|after) {said1}||(only keep|filter to) {t} later than {said1}", "recent|later|after|newer")
a("d_before", "t", "{df}[" + D + ' < "{day2}"]', "the rows (before|with {t} before|with a {t} earlier than) {said2}||{df} rows dated before {said2}", "keep [only] the rows (with {t} before|before) {said2}||(only keep|filter to) {t} earlier than {said2}", "older|earlier|before|past")
a("d_from", "t", "{df}[" + D + ' >= "{day1}"]', "the rows from {said1} on (by {t}|in {t})||the rows with {t} on or after {said1}", "keep the rows from {said1} on ({t})||keep {t} on or after {said1}", "since|recent|rest_of")
a("d_between", "t", "{df}[" + D + '.between("{day1}", "{day2}")]', "the rows with {t} between {said1} and {said2}||the rows with {t} from {said1} to {said2}", "keep (only rows|the rows) with {t} between {said1} and {said2}||restrict {df} to {t} from {said1} to {said2}", "window|span|period_rows|between")
a("d_in_month", "t", "{df}[" + D + ".dt.month == {mo}]", "the {mon} rows[ of {df}] (by {t}|with the month from {t})||the rows with {t} in {mon}||(only|all) rows whose {t} is in {mon}", "keep only {mon} ({t})||filter {df} to {mon}, using {t}", "{monl}|{monl}_rows|in_{monl}", "len({out}) > 0")
a("d_in_ym", "t", "{df}[" + D + '.dt.to_period("M") == "{ym}"]', "the rows (of|from) {mon} {yr} by {t}||the rows with {t} in {mon} {yr}", "keep only the rows of {mon} {yr} ({t})", "{monl}_{yr}|one_month", "len({out}) > 0")
a("d_in_year", "t", "{df}[" + D + ".dt.year == {yr}]", "the rows (from|of) [the year] {yr} by {t}||the {yr} rows ({t})||the rows whose {t} is in {yr}", "keep [only] the rows from {yr}, by {t}||filter to year {yr} ({t})", "rows_{yr}|only_{yr}|year_rows", "len({out}) > 0")
a("d_workdays", "t", "{df}[" + D + ".dt.dayofweek < 5]", "the rows on working days (Monday to Friday) by {t}||{df} without weekends (by|in) {t}", "drop the weekends (Saturday and Sunday in {t})||drop rows (where {t} is on a weekend|with {t} on a Saturday or Sunday)", "workdays|weekdays_only|no_weekends", "len({out}) > 0")
a("d_weekend_rows", "t", "{df}[" + D + ".dt.dayofweek >= 5]", "the weekend rows (by|of) {t}||the rows with {t} on a Saturday or Sunday", "keep only the weekends in {t}", "weekend|weekends|weekend_rows", "len({out}) > 0")
for day in ("Monday", "Tuesday", "Friday", "Sunday"):
    a(f"d_{day}".lower(), "t", "{df}[" + D + f'.dt.day_name() == "{day}"]', f"the {day} rows (by|of) {{t}}||the rows where {{t}} is a {day}||all {day}s in {{t}}", f"keep only the {day}s ({{t}})", f"{day.lower()}s|{day.lower()}_rows", "len({out}) > 0")
a("d_newest", "t", '{df}.sort_values("{t}", ascending=False)', "{df} sorted by {t}, (newest|latest|most recent) first||{df} with the (newest|latest) {t} first", "sort by {t}, (newest|latest|most recent) first||sort {df} (from new to old|newest first) by {t}||order {df} by {t}, descending", "newest_first|by_{t}|latest_first")
a("d_oldest", "t", '{df}.sort_values("{t}")', "{df} sorted by {t}, (oldest|earliest) first||{df} in (order of {t}|chronological order of {t})", "sort (by|on) {t}||sort {df} (from old to new|oldest first) by {t}||put {df} in order of {t}", "chronological|in_order|by_{t}")
a("d_latest_k", "tk", '{df}.sort_values("{t}", ascending=False).head({k})', "the {k} (most recent|latest|newest) rows by {t}, newest first||the {k} rows with the latest {t}, newest first", "sort by {t}, newest first, and keep {k} rows", "latest|recent|newest", "len({out}) == {k}")
q("d_n_after", "t", "(" + D + ' > "{day1}").sum()', f"how many rows are after {{said1}} (by {{t}}){ASK}||number of rows with {{t}} after {{said1}}{TO}||count {{t}} values later than {{said1}}{TO}", "n_after|n_recent|n_later", "0 <= {out} <= len({df})")
q("d_n_days", "t", D + ".dt.date.nunique()", f"how many different days (are in|does) {{t}}{ASK}".replace("(are in|does)", "are in") + f"||number of distinct days in {{t}}{TO}", "n_days|n_dates")
q("d_range_days", "t", "(" + D + ".max() - " + D + ".min()).days", f"days between the first and the last {{t}}{TO}||how many days lie between the earliest and the latest {{t}}{ASK}||time span of {{t}} in days{TO}", "span|n_days|duration", "{out} >= 0")
q("d_last", "t", D + ".max()", f"latest {{t}} as a (timestamp|datetime){TO}||(what is the most recent|which is the latest) {{t}}, as a datetime{ASK}", "latest|last_{t}|newest", "hasattr({out}, 'year')")
q("d_when_max", "tn", '{df}.loc[{df}["{n}"].idxmax(), "{t}"]', f"on which {{t}} was {{n}} (the highest|largest){ASK}||{{t}} of the (highest|largest|max) {{n}}{TO}||when was {{n}} at its (highest|peak){ASK}", "best_{t}|peak_{t}|when_max")
q("d_when_min", "tn", '{df}.loc[{df}["{n}"].idxmin(), "{t}"]', f"on which {{t}} was {{n}} (the lowest|smallest){ASK}||{{t}} of the (lowest|smallest|min) {{n}}{TO}", "worst_{t}|low_{t}|when_min")
sh("d_show_weekday", "t", D + ".dt.day_name().value_counts()", "show how many rows fall on each weekday of {t}||count the weekdays in {t}")

# a datetime index
for part, expr, by in (("month", "month", "month"), ("weekday", "day_name()", "(weekday|day of the week)"), ("quarter", "quarter", "quarter"), ("year", "year", "year")):
    q(f"i_{part}_mean", "In", f'{{df}}.groupby({{df}}.index.{expr})["{{n}}"].mean()', f"{AVG} {{n}} (by|per) {by} of the index{TO}||group by the index {by}, mean of {{n}}{TO}||{AVG} {{n}} for each {by} in the index{TO}", f"by_{part}|per_{part}", "len({out}) > 0")
    q(f"i_{part}_best", "In", f'{{df}}.groupby({{df}}.index.{expr})["{{n}}"].sum().idxmax()', f"which {by} has the (highest|largest) total {{n}}{ASK}||{by} with the (most|highest total) {{n}}, from the index{TO}", f"best_{part}|top_{part}")
    ch(f"i_add_{part}", "I", '{df}["{out}"] = {df}.index.' + expr, f"(add|make) a column {{out}} with the {by} of the index||new column {{out}}: {by} from the index||{{out}} = {by} of each index date", f"{part}|idx_{part}|{part}_col", "'{out}' in {df}.columns", "cat")
for window, words in (("{k}", "{k} row"), ("7", "7 day"), ("30", "30 day")):
    size = window if window == "{k}" else f'"{window}D"'
    needs = "Ink" if window == "{k}" else "In"
    q(f"i_roll_{window.strip('{}')}", needs, f'{{df}}["{{n}}"].rolling({size}).mean()', f"{words} rolling (mean|average) of {{n}}{TO}||(smooth {{n}} with|rolling mean of {{n}} over) a {words} window{TO}", "smooth|rolling|smoothed|trend", "len({out}) == len({df})")
a("i_month_rows", "I", '{df}.loc["{ym}"]', "the rows (of|from) {mon} {yr}||{mon} {yr} of {df}", "(select|take) the rows of {mon} {yr} by the index", "{monl}|{monl}_{yr}", "len({out}) > 0")
a("i_range", "I", '{df}.sort_index().loc["{day1}":"{day2}"]', "the rows from {said1} to {said2}||the part of {df} between {said1} and {said2}, both included", "(select|slice) the index from {said1} to {said2}", "window|part|span", "len({out}) > 0")
a("i_from", "I", '{df}[{df}.index >= "{day1}"]', "the rows from {said1} on||the rows dated {said1} or later", "keep the rows from {said1} on", "recent|later|since", "len({out}) > 0")
a("i_workdays", "I", "{df}[{df}.index.dayofweek < 5]", "{df} without (weekends|Saturdays and Sundays)||the rows on weekdays (Monday to Friday)", "drop the weekends||remove Saturdays and Sundays", "workdays|no_weekends", "len({out}) > 0")
a("i_newest", "I", "{df}.sort_index(ascending=False)", "{df} with the (newest|latest) (dates|rows) first", "sort by date, newest first||sort the index, latest first", "newest_first|reversed_df")
q("i_when", "In", '{df}["{n}"].idxmax()', f"on which date was {{n}} (highest|largest){ASK}||date of the (highest|largest) {{n}}{TO}||which day had the (most|highest|max) {{n}}{ASK}", "best_day|peak_date|best_date", "{out} in {df}.index")
q("i_when_min", "In", '{df}["{n}"].idxmin()', f"on which date was {{n}} (lowest|smallest){ASK}||date of the (lowest|smallest) {{n}}{TO}", "worst_day|low_date", "{out} in {df}.index")
q("i_span", "I", "({df}.index.max() - {df}.index.min()).days", f"how many days does the index (span|cover){ASK}||days from the first to the last index date{TO}", "n_days|span", "{out} >= 0")
q("i_change", "In", '{df}["{n}"].pct_change() * 100', f"percent change of {{n}} from row to row{TO}||{{n}} change to the previous row in percent{TO}", "change|pct|growth", "len({out}) == len({df})")

# a series over months, weeks or days
q("r_best", "R", "{s}.idxmax()", f"(which|what) {{unit}} was (the best|highest|the highest) in {{s}}{ASK}||(best|highest) {{unit}} (in|of) {{s}}{TO}||{{unit}} with the (highest|largest|max) value in {{s}}{TO}", "best|best_{unit}|top_{unit}|peak", "{out} in {s}.index")
q("r_worst", "R", "{s}.idxmin()", f"(which|what) {{unit}} was (the worst|lowest|the lowest) in {{s}}{ASK}||(worst|lowest) {{unit}} (in|of) {{s}}{TO}||{{unit}} with the (lowest|smallest|min) value in {{s}}{TO}", "worst|worst_{unit}|low_{unit}", "{out} in {s}.index")
q("r_roll", "Rk", "{s}.rolling({k}).mean()", f"{{k}}-{{unit}} rolling (mean|average) of {{s}}{TO}||rolling (mean|average) of {{s}} over {{k}} {{unit}}s{TO}||moving average of {{s}}, window {{k}}{TO}", "smooth|rolling|{s}_smooth|trend", "len({out}) == len({s})")
q("r_diff", "R", "{s}.diff()", f"change of {{s}} from {{unit}} to {{unit}}{TO}||difference to the previous {{unit}} in {{s}}{TO}", "change|diffs|delta", "len({out}) == len({s})")
q("r_pct", "R", "{s}.pct_change() * 100", f"growth of {{s}} from {{unit}} to {{unit}} in percent{TO}||percent change of {{s}} to the previous {{unit}}{TO}", "growth|growth_pct|pct", "len({out}) == len({s})")
q("r_cum", "R", "{s}.cumsum()", f"running total of {{s}}{TO}||{{s}} accumulated{TO}||cumulative sum of {{s}}{TO}", "cumulative|running|cum", "len({out}) == len({s})")
q("r_above", "R", "{s}[{s} > {s}.mean()]", f"the {{unit}}s (above|over) the (mean|average) of {{s}}{TO}||{{s}}, only (values|{{unit}}s) above its average{TO}", "above|good_{unit}s|strong", "({out} > {s}.mean()).all()")
q("r_n_above", "R", "({s} > {s}.mean()).sum()", f"how many {{unit}}s of {{s}} are above the (average|mean){ASK}||number of {{unit}}s above average in {{s}}{TO}", "n_above|n_good", "{out} <= len({s})")
q("r_top", "Rk", "{s}.nlargest({k})", f"the {{k}} (best|highest|largest) {{unit}}s (in|of) {{s}}{TO}||top {{k}} {{unit}}s of {{s}}{TO}", "top|best_{unit}s|top_{unit}s", "{out}.iloc[0] == {s}.max()")
q("r_round", "R", "{s}.round(1)", f"{{s}} rounded to 1 (digit|decimal){TO}||round {{s}} to one decimal{TO}", "rounded|{s}_r|{s}_1", "len({out}) == len({s})")
# fmt: on
