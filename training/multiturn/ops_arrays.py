"""Operations on numpy arrays."""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
from training.multiturn.ops import Family

F = Family("array")
N = "import numpy as np"


def e(name, sig, code, np, vp="", out="result", **kw):
    F.e(name, sig, code, np, vp, out, imports=N, **kw)


def flat(x):
    return x.ndim == 1 and len(x) > 1


def two(x):
    return x.ndim == 2


V, M2 = {"when": flat}, {"when": two}
NUM = "(numbers|values|elements)"
e("make", "x:ints", "np.array({x})", "{x} as a numpy array||a numpy array (from|made from|with the values of) {x}", "(convert|turn) {x} (to|into) a numpy array||(make|create) a numpy array from {x}", "arr|array|x_arr|a_np")
e("make2", "x:matrix", "np.array({x})", "{x} as a [2d] numpy array", "(convert|turn) {x} (to|into) a numpy array", "arr|m_arr|mat")
e("sum", "x:array", "{x}.sum()", "the sum of {x}||the sum of all (elements|values) of {x}", "sum [up] {x}", "total|s")
e("mean", "x:array", "{x}.mean()", "the (mean|average) of {x}", "", "mean|avg")
e("npmean", "x:nums", "np.mean({x})", "the (mean|average) of {x} (using|with) numpy", "use numpy to (compute|get) the mean of {x}", "mean|avg", when=lambda x: len(x) > 1)
e("npmedian", "x:nums", "np.median({x})", "the median of {x} (using|with) numpy", "use numpy to (compute|get) the median of {x}", "median", when=lambda x: len(x) > 1)
e("npstd", "x:nums", "np.std({x})", "the standard deviation of {x} (using|with) numpy", "use numpy to (compute|get) the standard deviation of {x}", "std|sd", when=lambda x: len(x) > 1)
e("npvar", "x:nums", "np.var({x})", "the variance of {x} (using|with) numpy", "", "var|variance", when=lambda x: len(x) > 1)
e("pct", "x:nums", "np.percentile({x}, {k})", "the {k}th percentile of {x}[ (using|with) numpy]", "", "percentile|p", params={"k": lambda rng, x: rng.choice([10, 20, 30, 40, 60, 70, 75, 80, 90])}, when=lambda x: len(x) > 2)
e("npcumsum", "x:ints", "np.cumsum({x})", "the cumulative sum of {x} (using|with) numpy", "", "cumulative|running")
e("npdiff", "x:ints", "np.diff({x})", "the differences between (consecutive|neighbouring) (elements|values) of {x} (using|with) numpy", "", "diffs", when=lambda x: len(x) > 2)
e("npunique", "x:ints", "np.unique({x})", "the [sorted] unique (elements|values) of {x} (using|with) numpy", "", "unique|distinct")
e("npsort", "x:array", "np.sort({x})", "{x} sorted||a sorted copy of {x}", "sort {x}", "ordered|sorted_arr", **V)
e("rev", "x:array", "{x}[::-1]", "{x} reversed||{x} in reverse order", "reverse {x}", "rev|reversed_arr", **V)
e("std", "x:array", "{x}.std()", "the standard deviation of {x}", "", "std|sd")
e("var", "x:array", "{x}.var()", "the variance of {x}", "", "var|variance")
e("max", "x:array", "{x}.max()", "the (maximum|largest (element|value)) of {x}", "", "largest|maximum")
e("min", "x:array", "{x}.min()", "the (minimum|smallest (element|value)) of {x}", "", "smallest|minimum")
e("argmax", "x:array", "{x}.argmax()", "the index of the (maximum|largest (element|value)) of {x}", "", "idx|index", **V)
e("argmin", "x:array", "{x}.argmin()", "the index of the (minimum|smallest (element|value)) of {x}", "", "idx|index", **V)
e("argsort", "x:array", "np.argsort({x}, kind=\"stable\")", "the indices that [would] sort {x} with a stable sort", "", "order|indices", **V)
e("shape", "x:array", "{x}.shape", "the shape of {x}", "", "shape")
e("size", "x:array", "{x}.size", "the (number of elements|size) of {x}", "", "size|n")
e("ndim", "x:array", "{x}.ndim", "the number of dimensions of {x}", "", "ndim")
e("square", "x:array", "{x} ** 2", "{x} squared[ elementwise]||the squares of the (elements|values) of {x}", "square (each|every) (element|value) of {x}", "squared|squares")
e("scale", "x:array", "{x} * {k}", "{x} (multiplied by|times) {k}", "multiply {x} by {k}", "scaled|product", params={"k": lambda rng, x: rng.randint(2, 10)})
e("plus", "x:array", "{x} + {k}", "{x} plus {k}||{x} with {k} added to (each|every) (element|value)", "add {k} to (each|every) (element|value) of {x}", "shifted|plus", params={"k": lambda rng, x: rng.randint(1, 20)})
e("sqrt", "x:array", "np.sqrt({x})", "the square roots of [the (elements|values) of] {x}", "take the square root of (each|every) (element|value) of {x}", "roots", when=lambda x: x.min() >= 0)
e("absv", "x:array", "np.abs({x})", "the absolute values of {x}", "", "absolute", when=lambda x: x.min() < 0)
e("exp", "x:array", "np.exp({x})", "the exponential of [each element of] {x}", "apply the exponential function to {x}", "exps|expd", when=lambda x: abs(x).max() < 6)
e("mask_gt", "x:array", "{x}[{x} > {k}]", "the (elements|values) of {x} (greater|larger) than {k}||the (elements|values) of {x} above {k}", "(select|keep) [only] the (elements|values) of {x} (greater|larger) than {k}", "selected|large|filtered", params={"k": lambda rng, x: int(rng.choice(x.ravel()))}, **V)
e("mask_even", "x:array", "{x}[{x} % 2 == 0]", "the even (elements|values|numbers) of {x}", "(select|keep) [only] the even (elements|values) of {x}", "evens|even", when=lambda x: x.ndim == 1 and x.dtype.kind == "i")
e("count_gt", "x:array", "({x} > {k}).sum()", "the number of (elements|values) of {x} (greater|larger) than {k}", "count the (elements|values) of {x} (greater|larger) than {k}", "count|n", params={"k": lambda rng, x: int(rng.choice(x.ravel()))})
e("above_mean", "x:array", "{x}[{x} > {x}.mean()]", "the (elements|values) of {x} (greater than|above) (its|the) (mean|average)", "", "above|high", **V)
e("where", "x:array", "np.where({x} > {k}, 1, 0)", "an array that is 1 where {x} is (greater|larger) than {k} and 0 elsewhere", "", "mask|flags", params={"k": lambda rng, x: int(rng.choice(x.ravel()))})
e("clip", "x:array", "np.clip({x}, {i}, {j})", "{x} clipped to [the range] {i} to {j}", "clip {x} to the range {i} to {j}", "clipped", params={"i": lambda rng, x: rng.randint(0, 4), "j": lambda rng, x: rng.randint(6, 20)})
e("norm", "x:array", "np.linalg.norm({x})", "the [Euclidean] norm of {x}", "", "norm")
e("center", "x:array", "{x} - {x}.mean()", "{x} minus its mean||{x} with (its|the) mean subtracted", "subtract the mean of {x} from {x}", "centered")
e("z", "x:array", "({x} - {x}.mean()) / {x}.std()", "{x} standardized to mean 0 and standard deviation 1||the z-scores of {x}", "standardize {x}", "z|z_scores|standardized", when=lambda x: x.std() > 0)
e("minmax", "x:array", "({x} - {x}.min()) / ({x}.max() - {x}.min())", "{x} scaled to the range 0 to 1", "scale {x} to the range 0 to 1", "scaled", when=lambda x: x.max() > x.min())
e("reshape", "x:array", "{x}.reshape(2, -1)", "{x} reshaped to (2|two) rows", "reshape {x} (to|into) (2|two) rows", "reshaped|grid", when=lambda x: x.ndim == 1 and len(x) % 2 == 0)
e("col_vec", "x:array", "{x}.reshape(-1, 1)", "{x} as a column vector||{x} reshaped with one column", "reshape {x} into a (column vector|single column)", "column|col", **V)
e("t", "x:array", "{x}.T", "the transpose of {x}||{x} transposed", "transpose {x}", "transposed|t", **M2)
e("ravel", "x:array", "{x}.ravel()", "{x} flattened[ to one dimension]", "flatten {x}[ to one dimension]", "flat", **M2)
e("col_sum", "x:array", "{x}.sum(axis=0)", "the (column sums|sum of each column) of {x}", "sum {x} along axis 0||sum the columns of {x}", "col_sums", **M2)
e("row_sum", "x:array", "{x}.sum(axis=1)", "the (row sums|sum of each row) of {x}", "sum {x} along axis 1||sum the rows of {x}", "row_sums", **M2)
e("col_mean", "x:array", "{x}.mean(axis=0)", "the (column means|mean of each column) of {x}", "average {x} (along axis 0|over the rows)", "col_means", **M2)
e("row_mean", "x:array", "{x}.mean(axis=1)", "the (row means|mean of each row) of {x}", "average {x} along axis 1", "row_means", **M2)
e("row_maxs", "x:array", "{x}.max(axis=1)", "the (row maxima|maximum of each row) of {x}", "", "row_max", **M2)
e("first_row", "x:array", "{x}[0]", "the first row of {x}", "", "row|first_row", **M2)
e("col", "x:array", "{x}[:, {k}]", "the column at index {k} of {x}", "(take|select) the column at index {k} of {x}", "col|column", params={"k": lambda rng, x: rng.randrange(x.shape[1])}, **M2)
e("submat", "x:array", "{x}[:2, :2]", "the (upper|top) left 2x2 (block|corner) of {x}", "", "block|corner", **M2)
e("det", "x:array", "np.linalg.det({x})", "the determinant of {x}", "", "det|determinant", when=lambda x: x.ndim == 2 and x.shape[0] == x.shape[1])
e("rank", "x:array", "np.linalg.matrix_rank({x})", "the rank of {x}", "", "rank", **M2)
e("gram", "x:array", "{x} @ {x}.T", "the matrix product of {x} and its transpose", "multiply {x} by its transpose", "gram|product", **M2)
e("eig", "x:array", "np.linalg.eigvalsh({x} + {x}.T)", "the eigenvalues of {x} plus its transpose", "", "eigenvalues", when=lambda x: x.ndim == 2 and x.shape[0] == x.shape[1])
e("argmax2", "x:array", "{x}.argmax(axis=1)", "the index of the largest (element|value) in each row of {x}", "", "best|idx", **M2)
e("dot2", "x:ints y:ints", "np.dot({x}, {y})", "the dot product of {x} and {y} (using|with) numpy", "use numpy to (compute|get) the dot product of {x} and {y}", "dot|product", when=lambda x, y: len(x) == len(y))
e("corr", "x:ints y:ints", "np.corrcoef({x}, {y})[0, 1]", "the correlation coefficient of {x} and {y}||the [Pearson] correlation between {x} and {y}", "", "corr|r", when=lambda x, y: len(x) == len(y) and len(x) > 2 and len(set(x)) > 1 and len(set(y)) > 1)
e("stack", "x:ints y:ints", "np.vstack([{x}, {y}])", "{x} and {y} stacked as rows of a [numpy] array", "stack {x} and {y} (vertically|as rows)[ with numpy]", "stacked", when=lambda x, y: len(x) == len(y))
e("hstack", "x:ints y:ints", "np.concatenate([{x}, {y}])", "{x} and {y} concatenated with numpy", "concatenate {x} and {y} (with|using) numpy", "joined|combined")
e("arange", "x:int", "np.arange({x})", "a numpy array of the integers from 0 to {x}, exclusive", "", "arr|values", when=lambda x: 1 < x < 25)
e("arange_step", "x:int", "np.arange(0, {x}, {k})", "a numpy array from 0 up to {x} in steps of {k}", "", "arr|steps", params={"k": lambda rng, x: rng.randint(2, 5)}, when=lambda x: 5 < x < 60)
e("linspace", "x:int", "np.linspace(0, 1, {x})", "{x} evenly spaced (values|numbers|points) between 0 and 1", "", "grid|points", when=lambda x: 1 < x < 12)
e("zeros", "x:int", "np.zeros({x})", "a numpy array of {x} zeros", "(create|make) a numpy array of {x} zeros", "zeros|arr", when=lambda x: 1 < x < 15)
e("ones", "x:int", "np.ones(({x}, {x}))", "a {x} by {x} (numpy array|matrix) of ones", "", "ones|m", when=lambda x: 1 < x < 6)
e("eye", "x:int", "np.eye({x})", "the {x} by {x} identity matrix (as a numpy array|with numpy)", "", "identity|eye", when=lambda x: 1 < x < 6)
e("tolist", "x:array", "{x}.tolist()", "{x} as a [Python] list", "(convert|turn) {x} (to|into) a [Python] list", "values|as_list")
e("round", "x:array", "{x}.round({k})", "{x} rounded to {k} decimals", "round {x} to {k} decimals", "rounded", params={"k": lambda rng, x: rng.randint(1, 3)}, when=lambda x: x.dtype.kind == "f")
e("softmax_w", "x:ints", "np.bincount({x})", "the number of occurrences of each non-negative integer in {x} (using|with) np.bincount", "", "counts|bins", when=lambda x: min(x) >= 0 and max(x) < 15)
e("average_w", "x:ints y:ints", "np.average({x}, weights={y})", "the average of {x} weighted by {y}", "", "weighted|average", when=lambda x, y: len(x) == len(y) and min(y) > 0)
e("polyfit", "x:ints y:ints", "np.polyfit({x}, {y}, 1)", "the slope and intercept of a line fitted to {x} and {y} (with np.polyfit|using numpy)", "fit a (line|straight line) to {x} and {y} with np.polyfit", "coef|line", when=lambda x, y: len(x) == len(y) and len(set(x)) > 2)
e("isin", "x:ints y:ints", "np.isin({x}, {y})", "a boolean array that tells which (elements|values) of {x} are in {y}", "", "mask|found")
F.c("any_neg", "x:array", "({x} < 0).any()", "any (element|value) of {x} is negative", imports=N)
F.c("all_pos", "x:array", "({x} > 0).all()", "all (elements|values) of {x} are positive", imports=N)
