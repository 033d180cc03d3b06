"""Text steps on dates, and on pandas Series and indexes of them."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.text_steps import a

# fmt: off
# dates
a("d_parse", "dstrs:x", "[date.fromisoformat(d) for d in $x]", "$x as date objects", "(parse|convert) the strings in $x (to|into) dates with date.fromisoformat", "", "dates|days|parsed", "dates", "all(isinstance(d, date) for d in $out)")
a("d_strp", "dfmt:x", '[datetime.strptime(d, "$fmt").date() for d in $x]', "$x parsed with strptime and the format \"$fmt\", as dates", "parse $x into date objects, format \"$fmt\"", "", "dates|days|parsed", "dates")
a("d_pd", "dstrs:x", "pd.to_datetime(pd.Series($x))", "$x as a pandas Series of datetimes", "turn $x into a datetime Series with pd.to_datetime", "", "stamps|when|date_series", "dser", "len($out) == len($x)")
a("d_sort", "dates:x", "sorted($x)", "$x sorted, earliest first", "sort $x from earliest to latest", "", "ordered|sorted_dates|in_order", "dates")
a("d_first", "dates:x", "min($x)", "the earliest date in $x", "find the earliest of $x", "what is the earliest date in $x", "earliest|first_day", "date")
a("d_last", "dates:x", "max($x)", "the latest date in $x", "find the latest of $x", "which date in $x is the latest", "latest|last_day", "date")
a("d_span", "dates:x", "(max($x) - min($x)).days", "the number of days between the earliest and the latest of $x", "compute the days from the first to the last date in $x", "how many days lie between the earliest and latest date in $x", "span|n_days|days_between", "", "$out >= 0")
a("d_gaps", "dates:x", "[(b - a).days for a, b in zip(sorted($x), sorted($x)[1:])]", "the gaps in days between consecutive dates of the sorted $x", "sort $x and list the days between neighbours", "", "gaps|day_gaps", "", "len($out) == len($x) - 1")
a("d_wd", "dates:x", '[d.strftime("%A") for d in $x]', "the weekday (name|names) of each date in $x", "get the weekday names of $x, e.g. Monday", "", "weekdays|day_names", "words")
a("d_wdc", "dates:x", 'Counter(d.strftime("%A") for d in $x)', "a Counter of the weekday names of $x", "count the dates of $x per weekday name with Counter", "", "per_weekday|weekday_counts", "counter")
a("d_cal", "dates:x", "[calendar.day_name[d.weekday()] for d in $x]", "the weekday names of $x via calendar.day_name", "use the calendar module to name the weekday of each date in $x", "", "weekdays|day_names", "words")
a("d_year", "dates:x", "[d for d in $x if d.year == $yr]", "the dates of $x in $yr", "keep only the dates of $x from the year $yr", "", "in_$yr|only_$yr|dates_$yr", "dates", "all(d.year == $yr for d in $out)")
a("d_wkend", "dates:x", "[d for d in $x if d.weekday() >= 5]", "the dates in $x that fall on a weekend", "keep the weekend dates of $x", "which dates in $x are on a weekend", "weekend|weekend_dates", "dates")
a("d_fmt", "dates:x", '[d.strftime("$ofmt") for d in $x]', "$x formatted as \"$ofmt\"", "format the dates in $x with strftime \"$ofmt\"", "", "formatted|labels|pretty")
a("d_add", "dates:x", "[d + timedelta(days=$dd) for d in $x]", "each date of $x plus $dd days", "add $dd days to every date in $x", "", "later|shifted|due", "dates", "len($out) == len($x)")
a("d_month", "dates:x", '$out = defaultdict(list)\nfor d in $x:\n    $out[d.strftime("%Y-%m")].append(d)', "a defaultdict with the dates of $x by month, keys like 2024-03", "group $x by month (\"%Y-%m\") in a defaultdict of lists", "", "by_month|months", "groups")
a("d_years", "dates:x", "sorted({d.year for d in $x})", "the (distinct|different) years in $x, sorted", "collect the years of $x without duplicates, sorted", "", "years|all_years")
a("d_mend", "dates:x", "[d.replace(day=calendar.monthrange(d.year, d.month)[1]) for d in $x]", "the last day of the month for each date in $x", "move every date in $x to its month end with calendar.monthrange", "", "month_ends|ends", "dates")
a("d_after", "dates:x", "[d for d in $x if d > date($yr, $mo, 1)]", "the dates in $x after date($yr, $mo, 1)", "keep the dates of $x later than date($yr, $mo, 1)", "", "recent|later_dates|after", "dates")
a("d_age", "dates:x", "[$yr2 - d.year for d in $x]", "the year difference from each date in $x to $yr2, years only", "subtract the year of every date in $x from $yr2", "", "ages|years_passed")
a("d_next", "date:x", "$x + timedelta(days=$dd)", "the date $dd days after $x", "add $dd days to $x", "which date is $dd days after $x", "later|deadline|due_date", "date", "($out - $x).days == $dd")
a("d_iso", "date:x", '$x.strftime("$ofmt")', "$x formatted as \"$ofmt\"", "format $x with strftime as \"$ofmt\"", "", "label|formatted|pretty")
a("d_name", "date:x", '$x.strftime("%A")', "the weekday name of $x", "get the name of the weekday of $x", "what weekday is $x", "weekday|day_name")
a("d_until", "date:x", "(date($yr2, 12, 31) - $x).days", "the days from $x to date($yr2, 12, 31)", "compute the number of days from $x until date($yr2, 12, 31)", "how many days are there from $x to date($yr2, 12, 31)", "days_left|n_days|remaining")
a("d_mend1", "date:x", "date($x.year, $x.month, calendar.monthrange($x.year, $x.month)[1])", "the last day of the month of $x", "find the month end for $x with calendar", "", "month_end|end_of_month", "date")
a("d_agey", "date:x", "$yr2 - $x.year - ((7, 1) < ($x.month, $x.day))", "the age in full years on $yr2-07-01 of somebody born on $x", "compute how many full years have passed from $x to 1 July $yr2", "how old is someone born on $x on July 1, $yr2, in full years", "age|full_years")
a("s_year", "dser:x", "$x.dt.year", "the year of each entry in $x (dt accessor)", "take the years from $x with .dt", "", "years|yrs")
a("s_name", "dser:x", "$x.dt.day_name()", "the day names of $x", "get the weekday names from $x with the dt accessor", "", "day_names|weekdays")
a("s_month", "dser:x", "$x.dt.month.value_counts().sort_index()", "the number of dates per month number in $x, sorted by month", "count $x by dt.month and sort by month", "", "per_month|month_counts")
a("s_span", "dser:x", "($x.max() - $x.min()).days", "the span of $x in days", "compute the days between the first and last entry in time of $x", "how many days are between the minimum and maximum of $x", "span|n_days")
a("s_range", "", '$out = pd.date_range("$iso", periods=$per, freq="$fr")', "$per $frn dates from $iso on, with pd.date_range", "make a pandas date_range of $per $frn dates starting at $iso", "", "idx|days|drange", "didx", "len($out) == $per")
a("i_wd", "didx:x", "($x.dayofweek == $wd).sum()", "the number of $wdn dates in $x", "count how many dates in $x are a $wdn", "how many of the dates in $x fall on a $wdn", "n_$wdl|count_$wdl", "", "$out >= 0")
a("i_ser", "didx:x", "pd.Series(range(len($x)), index=$x)", "a Series of 0, 1, 2, ... over the dates $x", "make a Series that counts up from 0 with $x as its index", "", "ser|series|ts", "tser", "len($out) == len($x)")
a("i_fmt", "didx:x", 'list($x.strftime("$ofmt"))', "a list of $x formatted as \"$ofmt\"", "format $x with \"$ofmt\" into a list", "", "labels|formatted")
a("t_res", "tser:x", '$x.resample("W").sum()', "the weekly sums of $x (resample)", "resample $x by week and sum", "", "weekly|per_week", "", "$out.sum() == $x.sum()")
a("t_month", "tser:x", "$x.groupby($x.index.month).mean()", "the mean of $x per month of its index", "group $x by index month and average", "", "monthly|per_month")
a("ss_len", "sser:x", "$x.str.len()", "the string length of each entry in $x", "get the lengths of $x with the str accessor", "", "lengths|lens")
a("ss_sub", "sser:x", '$x[$x.str.lower().str.contains("$ssub")]', 'the entries of the Series $x that contain "$ssub", ignoring case', 'filter $x by str.contains "$ssub" after lower-casing', "", "hits|matching")
a("ss_first", "sser:x", "$x.str.split().str[0]", "the first word of each entry in $x", "split $x with the str accessor and take the first part", "", "first|first_words")
