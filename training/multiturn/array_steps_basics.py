"""Array steps of every notebook's first page: names beside numbers, labels by thresholds, shares, walks, images as rows."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.array_steps import AVG, STEPS, Step, b, e, st

# fmt: off
# {N}: names that stand beside {x}
e("n_max", "xN", "{N}[np.argmax({x})]||{N}[{x}.argmax()]", "the (name|entry) in {N} (with|that has) the (highest|largest) {x}||the {N} entry (for|at) the maximum of {x}", "best|winner|top|leader", "{out} == {N}[{x}.argmax()]", "", "which of the {N} has the (highest|largest) {x}||who (in|of) {N} has the (highest|largest|most) {x}", use=False)
e("n_min", "xN", "{N}[np.argmin({x})]||{N}[{x}.argmin()]", "the (name|entry) in {N} (with|that has) the (lowest|smallest) {x}||the {N} entry (for|at) the minimum of {x}", "worst|lowest|last", "{out} == {N}[{x}.argmin()]", "", "which of the {N} has the (lowest|smallest) {x}", use=False)
e("n_sort", "xN", "{N}[np.argsort({x})]||{N}[{x}.argsort()]", "{N} (ordered|sorted) by {x}, (smallest|lowest) first||the {N} in ascending order of {x}", "ordered|by_{x}|ranked", "len({out}) == len({N})", "sort {N} by {x}[, lowest first]", use=False)
e("n_desc", "xN", "{N}[np.argsort({x})[::-1]]||{N}[{x}.argsort()[::-1]]", "{N} (ordered|sorted) by {x}, (largest|highest|best) first||the {N} from the (highest|largest) to the (lowest|smallest) {x}", "ranking|ranked|from_top", "{out}[0] in {N}", "sort {N} by {x}, (highest|largest) first||rank {N} by {x}, best first", use=False)
e("n_topk", "xN", "{N}[np.argsort({x})[::-1][:{k}]]||{N}[{x}.argsort()[::-1][:{k}]]", "the {k} {N} with the (highest|largest|most) {x}, (best|highest|largest) first||the top {k} of {N} by {x}, best first", "top|best|top{k}|podium", "len({out}) == {k}", "", "which {k} of the {N} have the (highest|largest) {x}, best first", use=False)
e("n_above", "xN", "{N}[{x} > {t}]", "the {N} with {x} {BIG} {t}||the entries of {N} where {x} is {BIG} {t}", "chosen|passed|over", "len({out}) == ({x} > {t}).sum()", "", "which {N} have {x} {BIG} {t}", use=False)
e("n_avg", "xN", "{N}[{x} > {x}.mean()]", "the {N} with {x} above [the] average||the entries of {N} whose {x} is above its mean", "above_avg|good|better", "len({out}) == ({x} > {x}.mean()).sum()", "", "which {N} are above the average of {x}", use=False)
e("n_dict", "xN", "dict(zip({N}, {x}))", "a dictionary from {N} to {x}", "lookup|by_name|as_dict", "len({out}) <= len({N})", "zip {N} and {x} to a dictionary", use=False)
b("n_loop", "xN", "for name, value in zip({N}, {x}):\n    print(name, value)", "print each of the {N} (with|next to) its {x}||(go|loop) through {N} and {x} together and print both||print {N} and {x} (pairwise|side by side), a pair per line")
# labels and thresholds that must be copied
e("lab2", "x", 'np.where({x} > {t}, "{la}", "{lb}")', "'{la}' where {x} is {BIG} {t}, (else|otherwise) '{lb}'||labels: \"{la}\" for {x} {BIG} {t}, \"{lb}\" for the rest||an array with {la} if {x} is {BIG} {t}, else {lb}", "labels|kind|tag|cls|group", "({out} == '{la}').sum() == ({x} > {t}).sum()", use=False)
e("lab2_ge", "x", 'np.where({x} >= {t}, "{la}", "{lb}")', "'{la}' where {x} is at least {t}, (else|otherwise) '{lb}'||\"{la}\" for {x} of {t} or more, \"{lb}\" for the rest||{la} from {t} on in {x}, {lb} below", "labels|status|grade|outcome", "({out} == '{la}').sum() == ({x} >= {t}).sum()", use=False)
e("lab3", "x", 'np.where({x} < {t}, "{lb}", np.where({x} < {u}, "{lc}", "{la}"))||np.select([{x} < {t}, {x} < {u}], ["{lb}", "{lc}"], default="{la}")', "'{lb}' for {x} below {t}, '{lc}' (from {t} to below {u}|below {u}), '{la}' (from {u} on|otherwise)||three labels for {x}: {lb} below {t}, {lc} below {u}, else {la}||\"{lb}\" if {x} < {t}, \"{lc}\" if < {u}, else \"{la}\"", "labels|level|classes|size", "({out} == '{lb}').sum() == ({x} < {t}).sum()", use=False)
e("digit3", "x", "np.digitize({x}, [{t}, {u}])", "the class of each {x}: 0 below {t}, 1 below {u}, 2 from there on||{x} as 0, 1 or 2 with the limits {t} and {u} (digitize)", "cls|level|bins", "{out}.max() <= 2", use=False)
# shares, counts
e("share_in", "x", "(({x} >= {t}) & ({x} <= {u})).mean()||np.mean(({x} >= {t}) & ({x} <= {u}))", "the (fraction|share|proportion) of {x} (between {t} and {u}|in the range {t} to {u})||(fraction|share) of {VAL} of {x} from {t} to {u}, both included", "share|frac|inside|share_in", "0 <= {out} <= 1", "", "what (fraction|share) of {x} lies between {t} and {u}")
e("pct_gt", "x", "({x} > {t}).mean() * 100||np.mean({x} > {t}) * 100", "the percentage of {x} {BIG} {t}", "pct|percent|pct_high", "0 <= {out} <= 100", "", "what percentage of {x} is {BIG} {t}||how many percent of {x} are {BIG} {t}")
e("within", "x", "(np.abs({x} - {x}.mean()) <= {x}.std()).mean()", "the (share|fraction) of {x} within one standard deviation of (its|the) mean||(share|fraction) of {VAL} of {x} at most one std from the mean", "share_1sd|within|inside", "0 < {out} <= 1")
e("binc", "v", "np.bincount({v}, minlength={binlen})", "how often each of 0 to {binlast} (occurs|appears) in {v}, zeros included||the counts of the numbers 0..{binlast} in {v} (bincount, minlength {binlen})||the count per value of {v}, with minlength {binlen}", "counts|freq|hist", "{out}.sum() == len({v})", use=False, when="v.max() < 60")
b("uniq", "v", "values, {out} = np.unique({v}, return_counts=True)", "unique values of {v} and how often they (occur|appear): values, {out}||values and {out}: the distinct values of {v} with their counts||get values and {out} (counts) of the unique {v}", "counts|freq|times", "{out}.sum() == len({v})")
e("maxabs", "x", "np.abs({x}).max()||np.max(np.abs({x}))", "the (largest|maximum) absolute value (of|in) {x}", "max_abs|peak|amp", "{out} >= 0", "", "what is the (largest|maximum) absolute value in {x}")
e("maxdiff", "xy", "np.abs({x} - {y}).max()||np.max(np.abs({x} - {y}))", "the (largest|maximum) absolute difference (between|of) {x} and {y}", "max_diff|worst|err", "{out} >= 0", "", "how far apart are {x} and {y} at most")
e("mae", "xy", "np.abs({x} - {y}).mean()||np.mean(np.abs({x} - {y}))", f"the {AVG} absolute difference (between|of) {{x}} and {{y}}", "mae|mean_diff|err", "{out} >= 0")
e("prodsum", "xy", "({x} * {y}).sum()||np.sum({x} * {y})||{x} @ {y}", "the total of {x} times {y}||the sum of {x} * {y}", "total|revenue|s", "abs({out} - ({x} * {y}).sum()) < 1e-6", "multiply {x} by {y} and add up")
e("avg_r", "x", "round({x}.mean(), {d})", f"the {AVG} of {{x}} rounded to {{d}} (digits|decimals)||{{x}} {AVG}, {{d}} decimals", "avg|mean|m", "abs({out} - {x}.mean()) <= 0.05", "", f"what is the {AVG} of {{x}}, rounded to {{d}} digits")
b("two_mm", "x", "{out} = {x}.mean()\nsd = {x}.std()", f"{AVG} and (std|standard deviation) of {{x}} (as|in) {{out}} and sd||{{out}}, sd: {AVG} and std of {{x}}", "mu|avg|center", "sd > 0")
b("two_ext", "x", "{out} = {x}.min()\nhigh = {x}.max()", "(smallest|lowest) and (largest|highest) value of {x} as {out} and high||{out} and high: min and max of {x}", "lo|low|smallest", "{out} < high")
# rows and columns
for axis, line in ((0, "column"), (1, "row")):
    for fn, word in (("sum", "(sums|totals)"), ("mean", "(means|averages)"), ("max", "(maxima|largest values)"), ("min", "(minima|smallest values)")):
        short = {"sum": "sums", "mean": "means", "max": "max", "min": "min"}[fn]
        STEPS.append(Step(f"l_{fn}_{line}", "M", f"{{M}}.{fn}(axis={axis})", f"the {word} of the {line}s of {{M}}||{line} {short} of {{M}}||{word} of all {line}s (in|of) {{M}}", "", "", f"{line}_{short}|{short}_{line}|{line[:3]}_{short}" if fn in ("max", "min") else f"{line}_{short}|{short}|{line[:3]}_{short}", f"len({{out}}) == {{M}}.shape[{1 - axis}]"))
    pick = "{M}[:, {j}]" if axis == 0 else "{M}[{i}]"
    which = "{oj} column" if axis == 0 else "{oi} row"
    for fn, word in (("sum", "(sum|total)"), ("mean", AVG), ("max", "(largest value|maximum)")):
        e(f"one_{fn}_{line}", "M", f"{pick}.{fn}()", f"the {word} of the {which} of {{M}}||{which} of {{M}}, {word}||{word} of {{M}}'s {which}", f"{fn}_{line}|{line}_{fn}|val", "", "", f"what is the {word} of the {which} of {{M}}")
e("best_row", "M", "{M}.sum(axis=1).argmax()||np.argmax({M}.sum(axis=1))", "the (index|number) of the row of {M} with the (largest|highest) sum||the position of the {M} row with the largest total", "best_row|i_best|row", "0 <= {out} < len({M})", "", "which row of {M} has the (largest|highest) (sum|total)", use=False)
e("best_col", "M", "{M}.mean(axis=0).argmax()||np.argmax({M}.mean(axis=0))", f"the (index|number) of the column of {{M}} with the (largest|highest) {AVG}", "best_col|j_best|col", "0 <= {out} < {M}.shape[1]", "", f"which column of {{M}} has the (largest|highest) {AVG}", use=False)
e("row_gt", "M", "{M}[{M}[:, {j}] > {M}[:, {j}].mean()]", f"the rows of {{M}} whose {{oj}} column is above (its|that column's) {AVG}||the {{M}} rows with an above-average {{oj}} column", "rows|strong|kept", "len({out}) < len({M})", "keep the rows of {M} with an above-average {oj} column", use=False)
# in place
b("neg0", "x", "{x}[{x} < 0] = 0", "set (the|all) negative {VAL} of {x} to 0||replace negative (values|numbers) in {x} (by|with) (0|zero)||negative {x} -> 0, in place", check="{x}.min() >= 0", when="x.min() < 0")
b("set_lo", "x", "{x}[{x} < {t}] = {t}", "raise (everything|all {VAL}) {LOW} {t} in {x} to {t}||in {x}, set what is {LOW} {t} to {t}||replace {x} values {LOW} {t} (by|with) {t}", check="{x}.min() >= {t}")
b("set_k", "v", "{v}[{v} > {t}] = {k}", "replace (everything|all {VAL}) {BIG} {t} in {v} (by|with) {k}||set {VAL} of {v} {BIG} {t} to {k}||{v}: where {BIG} {t}, put {k}", when="k < t")
b("plus", "x", "{x} += {k}", "add {k} to (every|each) (value|element) of {x}[ in place]||increase all {VAL} of {x} by {k}||{x} plus {k}, in place")
# points, lines
e("ctr", "P", "{P} - {P}.mean(axis=0)", "{P} (centered|moved) so that (the|its) mean is (0|the origin)||the points {P} minus their centroid", "centered|{P}_c|moved", "abs({out}.mean(axis=0)).max() < 1e-9", "center {P}[ (around|on) the origin]||center the points {P} at their mean")
e("dist_to", "P", "np.linalg.norm({P} - np.array([{pa}, {pb}]), axis=1)||np.sqrt((({P} - np.array([{pa}, {pb}])) ** 2).sum(axis=1))", "the distance of (each|every) point in {P} (to|from) ({pa}, {pb})||distances from {P} to the point ({pa}, {pb})", "dist|d|far", "len({out}) == len({P})")
e("near_pt", "P", "{P}[np.argmin(np.linalg.norm({P}, axis=1))]||{P}[np.linalg.norm({P}, axis=1).argmin()]", "the point (of|in) {P} (closest|nearest) to the origin", "closest|nearest|p0", "len({out}) == 2", "", "which point (of|in) {P} is (closest|nearest) to the origin", use=False)
e("far_i", "P", "np.linalg.norm({P}, axis=1).argmax()||np.argmax(np.linalg.norm({P}, axis=1))", "the index of the point (of|in) {P} (farthest|furthest) from the origin", "i_far|far|idx_far", "0 <= {out} < len({P})", use=False)
e("steps_len", "P", "np.linalg.norm(np.diff({P}, axis=0), axis=1).sum()", "the length of the path through the points {P}||the total distance along {P}, point to point", "length|path|dist_total", "{out} > 0", "", "how long is the path through {P}")
e("pair_bc", "P", "np.sqrt((({P}[:, None] - {P}[None, :]) ** 2).sum(axis=-1))||np.linalg.norm({P}[:, None] - {P}, axis=-1)", "the distances between all pairs of points in {P} (as a matrix)||the pairwise distance matrix of {P}, by broadcasting||a matrix with the distance from every point of {P} to every other", "D|dist|pairwise", "{out}.shape == (len({P}),) * 2", use=False)
b("line_at", "zy", "slope, intercept = np.polyfit({z}, {y}, 1)\n{out} = slope * {val} + intercept", "fit a (straight line|line) to {z}, {y} (slope and intercept) and predict {y} at {val} as {out}||line through {z} and {y} with polyfit: slope, intercept; the prediction for {val} is {out}||linear fit of {y} on {z} (slope, intercept), then its value at {val} ({out})", "pred|y_new|guess")
b("coef_at", "zy", "coef = np.polyfit({z}, {y}, 1)\n{out} = np.polyval(coef, {val})", "fit a straight line to {z}, {y} (coef) and evaluate it at {val} ({out})||coef: line fit of {y} over {z}; {out}: its value at {val}, with polyval", "pred|at_{val}|forecast")
# random
b("walk_s", "", "rng = np.random.default_rng({seed})\nsteps = rng.choice([-1, 1], size={n})\n{out} = np.cumsum(steps)", "random walk of {n} steps of -1 or 1 with seed {seed}: steps and positions {out}||{out}: cumulative sum of {n} random steps (-1 or 1), steps from a rng with seed {seed}||simulate a walk: rng with seed {seed}, {n} steps drawn from -1 and 1, {out} is where it is after each step", "walk|pos|path|positions", "len({out}) == {n}")
b("draw_m", "", "rng = np.random.default_rng({seed})\n{out} = rng.normal({mu}, {sd}, size={n})", "make a rng with seed {seed} and draw {n} normal values with mean {mu} and std {sd} as {out}||{out}: {n} normal numbers, mean {mu}, std {sd}, from rng = default_rng({seed})", "sample|draws|xs", "len({out}) == {n}")
e("back0", "x", "np.sum({x} == 0)||({x} == 0).sum()||np.count_nonzero({x} == 0)", "the number of zeros in {x}", "n_zero|zeros|returns0", "{out} >= 0", "", "how often is {x} 0||how many zeros does {x} have", when="x.dtype.kind == 'i'")
# stacks of images
e("img_rows", "K", "{K}.reshape(len({K}), -1)||{K}.reshape({K}.shape[0], -1)", "{K} as a matrix with one row per image||the images {K} flattened to rows", "flat|rows|X|vectors", "{out}.shape == (len({K}), {K}[0].size)", "flatten (every|each) image of {K} to a row||reshape {K} so that every image is one row", use=False)
e("img_mean", "K", "{K}.mean(axis=0)", f"the {AVG} image of {{K}}||the {AVG} over all images in {{K}}", "mean_img|avg_img|template", "{out}.shape == {K}[0].shape", use=False)
e("img_bright", "K", "{K}.mean(axis=(1, 2))", f"the {AVG} (brightness|value) of each image in {{K}}||{AVG} of every image of {{K}}", "bright|brightness|levels", "len({out}) == len({K})")
st("grid1", "np.arange(1, {rc1}).reshape({nr}, {nc})", "a {nr}x{nc} (array|matrix) of the numbers 1 to {rc}||the numbers from 1 to {rc} in {nr} rows and {nc} columns||a {nr} by {nc} (array|grid) counting from 1 to {rc}", "a|grid|m|table|board", "{out}.shape == ({nr}, {nc})")
st("grid0", "np.arange({rc}).reshape({nr}, {nc})", "a {nr}x{nc} (array|matrix) of the numbers 0 to {rcm}||the numbers from 0 to {rcm} in {nr} rows and {nc} columns||a {nr} by {nc} (array|grid) counting from 0 to {rcm}", "a|grid|m|table|board", "{out}.shape == ({nr}, {nc})")
# fmt: on
