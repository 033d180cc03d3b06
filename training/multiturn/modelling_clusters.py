"""Modelling steps without a target: clusters and components."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.modelling_features import usable
from training.multiturn.modelling_start import have_xy
from training.multiturn.modelling_state import (
    NP,
    PD,
    PLT,
    State,
    is_frame,
    listed,
    put,
    quoted,
    say,
    sk,
    value_step,
)
from training.multiturn.phrase import expand
from training.multiturn.session import mention


# the wordings are tables
# fmt: off
def pick_numbers(st: State) -> bool:
    """X for clusters: some columns of the frame."""
    numbers, f, rng = usable(st), st.frame, st.rng
    if len(numbers) < 2:
        return False
    cols, x = rng.sample(numbers, min(len(numbers), rng.randint(2, 4))), st.s.fresh("X|features|num|data")
    text = say(st, ["take {cols} of {f} as {x}", "{x} = columns {cols}", "put {cols} into {x}", "select the columns {cols} from {f} and call that {x}", "narrow {f} down to {cols}, as {x}", "just {cols} of {f} -> {x}", "keep only the columns {cols} of {f}, in {x}", "we will cluster on {cols}; put them into {x}", "pull {cols} out of {f} into {x}", "{x}: the columns {cols} of {f}", "Only {cols} matter here, so make {x} from them", "build {x} from {cols}", "a smaller frame {x} with {cols} only", "Let {x} be the {cols} columns of {f}", "For the analysis (we|I) need {cols}; store those columns as {x}"], {"x": x, "f": f}, cols=listed(st, cols))
    if not put(st, "select", text, [], f"{x} = {f}[[{quoted(cols)}]]", f"{x}.shape[1] == {len(cols)}", x, f, *cols):
        return False
    st.x = x
    return have_xy(st)


def pca(st: State) -> bool:
    rng, x = st.rng, st.fit[0]
    width = st.s.space[x].shape[1]
    k = rng.choice([n for n in (2, 2, 3, 4, 5, 10) if n <= width])
    model, out = st.s.fresh("pca|pca|pc"), st.s.fresh(f"{st.x}_pca|comps|components|Z|reduced|pcs")
    text = say(st, ["PCA of {x} to {k} (components|dimensions), (call it|as) {out}", "reduce {x} to {k} dimensions with PCA -> {out}", "Project {x} onto its first {k} principal components and store them in {out}", "{out} = first {k} principal components of {x}", "fit a PCA {m} with {k} components on {x} and put the transformed data (in|into) {out}", "principal component analysis on {x}, {k} components, transformed data in {out}", "{x} has too many columns: compress it to {k} principal components, as {out}", "run PCA on {x} and keep {k} components; the transformed data is {out}", "bring {x} down to {k} columns by PCA and name the result {out}", "with a PCA {m} of {k} components, transform {x} into {out}", "the {k} leading principal components of {x} go into {out}", "use PCA with n_components={k} on {x}, transformed data -> {out}", "{k}-dimensional PCA projection of {x} as {out}", "shrink {x} to {k} components (PCA) and save what comes out as {out}", "Let {out} be {x} projected by PCA onto {k} components"], {"x": x, "out": out, "m": model}, k=k)
    told = model == "pca" or f"PCA {st.s.style.name(model)}" in text
    model = model if told else "pca"
    if not put(st, "pca", text, [sk("decomposition", "PCA")], f"{model} = PCA(n_components={k})\n{out} = {model}.fit_transform({x})", f"{out}.shape[1] == {k}", x, out, model):
        return False
    st.things |= {"pca": model, "comp": out}
    return True


def variance(st: State) -> bool:
    if "pca" not in st.things:
        return False
    p, rng = st.things["pca"], st.rng
    if rng.random() < 0.4:
        np = expand("the total explained variance [ratio] of the components||the share of the variance that is explained by all components together||the fraction of the variance that the components keep together||the sum of the explained variance ratios||the explained variance ratios added up||the total share of variance (retained|kept) by the PCA||the proportion of variance that survives the PCA, over all components||the overall explained variance ratio", rng)
        return bool(value_step(st, "variance", np, f"{p}.explained_variance_ratio_.sum()", "explained|total_var|kept", [], "0 < OUT <= 1.000001", 0.4, p))
    np = expand("the explained variance ratio[s]||explained variance ratio of each component||how much variance each component explains||the share of the variance that each component accounts for||the fraction of variance per component||the variance explained by each component, as ratios||the explained variance ratios, component by component||the proportion of variance captured by each principal component||for each component, its explained variance ratio", rng)
    return bool(value_step(st, "variance", np, f"{p}.explained_variance_ratio_", "ratios|explained|evr", [], "", 0.4, p))


def kmeans(st: State) -> bool:
    rng, x = st.rng, st.things.get("comp", st.fit[0])
    k, seed = rng.choice([2, 3, 4, 5, 6]), rng.choice([0, 0, 1, 42])
    model = st.s.fresh("km|kmeans|kmeans|clusters|clust")
    told = rng.choice([f", random_state {seed}", f", seed {seed}", f", random_state={seed}", f" (seed {seed})", f" with random state {seed}", f" (random_state={seed})"]) if seed else ""
    text = say(st, ["kmeans with {k} clusters on {x}, call it {m}{s}", "cluster {x} into {k} groups with KMeans named {m}{s}", "fit {m}, a KMeans with k={k}, on {x}{s}", "{k}-means on {x} -> {m}{s}", "Fit a KMeans model (called|named) {m} with {k} clusters (to|on) {x}{s}", "find {k} clusters in {x} with KMeans, model {m}{s}", "group the rows of {x} into {k} clusters by k-means and keep the model as {m}{s}", "{m} = KMeans of {x}, {k} clusters{s}", "let KMeans split {x} into {k} groups; name the model {m}{s}", "run k-means on {x} with k={k} and store it in {m}{s}", "segment {x} into {k} clusters (KMeans {m}){s}", "{k} clusters from {x}, please, by KMeans, as {m}{s}", "Train a KMeans {m} that finds {k} groups in {x}{s}", "partition {x} with KMeans(n_clusters={k}), in {m}{s}", "I want {x} in {k} clusters: fit a KMeans (called|named) {m}{s}"], {"x": x, "m": model}, k=k, s=told)
    if not put(st, "kmeans", text, [sk("cluster", "KMeans")], f"{model} = KMeans(n_clusters={k}, n_init=10, random_state={seed})\n{model}.fit({x})", f"len(set({model}.labels_)) == {k}", model, x):
        return False
    st.things |= {"km": model, "kx": x}
    return True


def labels(st: State) -> bool:
    if "km" not in st.things:
        return False
    m, rng = st.things["km"], st.rng
    if st.frame and rng.random() < 0.6:
        c = rng.choice(["cluster", "group", "segment"])
        text = say(st, ["add the cluster labels to {f} as column {c}", "new column {c} in {f} with the labels of {m}", "store the (labels|cluster numbers) in a column {c} of {f}", "{f} should get a column {c} with each row's cluster label", "put the cluster of every row into {f} as {c}", "write the labels that {m} found into {f}, column {c}", "attach the labels of {m} to {f} as {c}", "mark each row of {f} with its cluster, in a new column {c}", "{c} in {f}: the cluster that {m} gave each row", "record which cluster each row of {f} belongs to in {c}", "Extend {f} by a column {c} holding the cluster labels"], {"f": st.frame, "c": c, "m": m})
        st.things["column"] = c
        return put(st, "labels_column", text, [], f'{st.frame}["{c}"] = {m}.labels_', f"'{c}' in {st.frame}.columns", st.frame, c, m)
    out = value_step(st, "labels", rng.choice(["the cluster labels", f"the labels of {st.s.style.name(m)}", f"the cluster of each row according to {st.s.style.name(m)}", f"the labels that {st.s.style.name(m)} assigned", "which cluster each row belongs to", f"{st.s.style.name(m)}'s labels", "the cluster number of every row", "each row's cluster label", f"the array of cluster labels found by {st.s.style.name(m)}"]), f"{m}.labels_", "labels|groups|cluster_ids", [], "OUT.min() == 0", 0.0, m)
    return bool(out)


def sizes(st: State) -> bool:
    if "km" not in st.things:
        return False
    np = st.rng.choice(["the number of rows in each cluster", "the cluster sizes", "how many points each cluster has", "the size of each cluster", "the number of points per cluster", "how many rows fell into each cluster", "the row count for every cluster", "a count of the members of each cluster", "how big each cluster is, in rows", "for each cluster, how many rows it has", "the tally of rows by cluster"])
    return bool(value_step(st, "sizes", np, f"np.bincount({st.things['km']}.labels_)", "sizes|counts|n_per_cluster", [NP], "OUT.min() > 0", 0.4))


def centers(st: State) -> bool:
    if "km" not in st.things:
        return False
    expr = st.rng.choice(["cluster_centers_", "inertia_"])
    np = st.rng.choice(["the cluster centers", "the centers of the clusters", "the centroids", "the cluster centres", "the coordinates of the cluster centers", "the center of each cluster", "the k-means centroids"] if "c" in expr[0] else ["the inertia", "the within-cluster sum of squares (inertia)", "the k-means inertia", "the final inertia", "the inertia value", "the inertia of the fit"])
    return bool(value_step(st, "centers", np + st.rng.choice(["", f" of {st.s.style.name(st.things['km'])}"]), f"{st.things['km']}.{expr}", "centers|centroids" if "c" in expr[0] else "inertia", [], "", 0.35))


def silhouette(st: State) -> bool:
    if "km" not in st.things:
        return False
    np = st.rng.choice(["the silhouette score", "the silhouette score of the clusters", "silhouette score of the clustering", "silhouette", "the silhouette coefficient of the clusters", "the mean silhouette of this clustering", "the average silhouette over all rows", "how well the clusters are separated, as silhouette score", "the silhouette value for these clusters", "silhouette_score of the cluster labels", "the quality of the clustering by silhouette score"])
    return bool(value_step(st, "silhouette", np, f"silhouette_score({st.things['kx']}, {st.things['km']}.labels_)", "sil|silhouette|score", [sk("metrics", "silhouette_score")], "-1 <= OUT <= 1", 0.3))


def cluster_loop(st: State) -> bool:
    """The inertia or silhouette for several numbers of clusters."""
    rng, x = st.rng, st.things.get("comp", st.fit[0])
    top, sil = rng.choice([5, 6, 7]), rng.random() < 0.5
    if st.s.space[x].shape[0] > 1000:
        return False
    out = st.s.fresh("sils|scores|sil_scores" if sil else "inertias|wcss|inertia")
    word = "silhouette score" if sil else "inertia"
    text = say(st, ["kmeans on {x} for k from 2 to {top}, collect the {word} in a list {out}", "for k = 2..{top} cluster {x} with kmeans and append the {word} to {out}", "{word} of KMeans on {x} for 2 to {top} clusters -> list {out}", "how many clusters? run KMeans on {x} with k from 2 up to and including {top} and keep each {word} in the list {out}", "list {out}: the {word} of k-means on {x} for every k between 2 and {top} inclusive", "loop over k from 2 through {top}, fit KMeans on {x}, add the {word} to the list {out}", "try 2 to {top} clusters on {x} (KMeans) and gather the {word} of each in {out}, a list", "{out} = list with the {word} for k = 2, ..., {top} (KMeans on {x})", "for every number of clusters from 2 to {top}, compute the {word} of a KMeans on {x}; collect them in {out}", "fill a list {out} with the {word} of KMeans clusterings of {x}, k running from 2 to {top}", "start an empty list {out}; for k in 2 to {top} inclusive append the {word} of kmeans on {x}"], {"x": x, "out": out}, top=top, word=word)
    ids = st.s.fresh("labels|ids")
    made = "KMeans(n_clusters=k, n_init=10, random_state=0)"
    body = f"    {ids} = {made}.fit_predict({x})\n    {out}.append(silhouette_score({x}, {ids}))" if sil else f"    {out}.append({made}.fit({x}).inertia_)"
    imports = [sk("cluster", "KMeans"), sk("metrics", "silhouette_score") if sil else ""]
    if not put(st, "cluster_loop", text, imports, f"{out} = []\nfor k in range(2, {top + 1}):\n{body}", f"len({out}) == {top - 1}", out, x):
        return False
    st.things["k_scores"] = out if sil else ""
    st.things["inertias"] = "" if sil else out
    st.things["top"] = str(top)
    return True


def best_k(st: State) -> bool:
    name = st.things.get("k_scores")
    if not name:
        return False
    q = st.s.style.name(name)
    np = st.rng.choice(["the k with the highest silhouette score", f"the best k according to {q}", "the number of clusters with the best silhouette", f"the k at which {q} is largest", "the k whose silhouette score is the highest", f"the k that belongs to the maximum of {q}", "the winning number of clusters by silhouette", f"the number of clusters for which {q} peaks", "the k with the top silhouette", f"the cluster count with the highest value in {q}"])
    return bool(value_step(st, "best_k", np, f"int(np.argmax({name})) + 2", "best_k|k_best", [NP], "OUT >= 2", 0.2, name))


def elbow(st: State) -> bool:
    name = st.things.get("inertias")
    if not name:
        return False
    text = say(st, ["plot {n} against k", "draw the elbow plot from {n}", "elbow plot", "show how {n} falls as k grows, as a line with markers", "elbow curve of {n}", "line plot of {n} for each k, with markers", "plot the inertia for every k", "draw {n} over k so that we can look for the elbow", "k on the x axis, inertia on the y axis, as an elbow plot", "visualise {n} against the number of clusters", "an elbow chart of {n} with point markers", "make the elbow plot"], {"n": name})
    return put(st, "elbow", text, [PLT], f'plt.plot(range(2, {int(st.things["top"]) + 1}), {name}, marker="o")\nplt.xlabel("k")\nplt.ylabel("inertia")\nplt.show()', "", name)


def points_plot(st: State) -> bool:
    """The first two dimensions as points, coloured by cluster or class where there is one."""
    name = st.things.get("comp") or st.things.get("kx")
    if not name:
        return False
    m = st.things.get("km")
    color = f"{m}.labels_" if m else st.y if st.y and st.task == "cat" and str(getattr(st.s.space[st.y], "dtype", "")).startswith("int") else ""
    by = "cluster" if m else st.s.style.name(st.y)
    tail = f", coloured by {by}" if color else ""
    a, b = (f"{name}.iloc[:, 0]", f"{name}.iloc[:, 1]") if is_frame(st, name) else (f"{name}[:, 0]", f"{name}[:, 1]")
    text = say(st, ["scatter plot of the first two columns of {n}{t}", "plot the points of {n} in the plane (first two columns){t}", "Draw {n} as a scatter plot, second column against first{t}", "scatter the first two columns of {n}{t}", "plot column 1 of {n} against column 0 as points{t}", "show {n} as dots, first column on the x axis and second on the y axis{t}", "draw the rows of {n} as points using its first two columns{t}", "2d scatter of {n}: first column across, second column up{t}", "visualise {n} by its first two columns as a scatter plot{t}", "a picture of {n} with one dot a row, columns one and two{t}", "scatter {n}, second column over the first{t}", "make a scatter plot from the first and second column of {n}{t}"], {"n": name}, t=tail)
    return put(st, "points_plot", text, [PLT], f"plt.scatter({a}, {b}{', c=' + color if color else ''})\nplt.show()", "", name)


def cluster_means(st: State) -> bool:
    c = st.things.get("column")
    if not c or "labels_column" not in st.done or not st.columns:
        return False
    n = st.rng.choice([v for v in st.columns if v != c])
    np = say(st, ["the mean {n} (per|of each|by) {c}", "average {n} (per|by) {c}", "for each {c}, the (mean|average) {n}", "the {n} averaged within each {c}", "the mean of {n} in every {c}", "{n} on average, {c} by {c}", "the typical {n} of each {c} (mean)", "the average of the {n} values for every {c}", "mean of {n} grouped by {c}"], n=mention(st.s, n), c=c)
    return bool(value_step(st, "cluster_means", np, f'{st.frame}.groupby("{c}")["{n}"].mean()', f"by_{c}|means|{c}_means", [], "", 0.3, n, c))


def loadings(st: State) -> bool:
    if "pca" not in st.things or not 1 < len(st.columns) < 12:
        return False
    p, x = st.things["pca"], st.x
    np = st.rng.choice(["the loadings as a DataFrame with the feature names as columns", f"a DataFrame of the component weights, columns named as in {st.s.style.name(x)}", f"{st.s.style.name(p)}'s components as a DataFrame with the columns of {st.s.style.name(x)}", f"the component weights as a DataFrame labelled with the columns of {st.s.style.name(x)}", f"a DataFrame with one row a component and the columns of {st.s.style.name(x)}", f"the loadings of {st.s.style.name(p)} in a frame, one column for each feature of {st.s.style.name(x)}", f"the components of {st.s.style.name(p)} put into a DataFrame under the feature names", f"a table of the loadings (DataFrame, column names from {st.s.style.name(x)})", "how each feature weighs in each component, as a DataFrame with features as columns"])
    return bool(value_step(st, "loadings", np, f"pd.DataFrame({p}.components_, columns={x}.columns)", "loadings|weights|comp_df", [PD], f"OUT.shape[1] == {len(st.columns)}", 0.3, p, x))


def pca_share(st: State) -> bool:
    """As many components as a share of the variance needs."""
    x, share = st.fit[0], st.rng.choice([0.8, 0.9, 0.95, 0.99])
    out = st.s.fresh(f"{st.x}_pca|comps|reduced|Z")
    if st.s.space[x].shape[1] < 4 or "pca" in st.things or "pca" in st.s.space:
        return False
    text = say(st, ["PCA of {x} that keeps {p}% of the variance, as {out}", "reduce {x} with PCA to as many components as explain {p} percent of the variance -> {out}", "{out} = {x} after a PCA with n_components={s}", "use PCA on {x} and keep enough components for {p}% of the variance; (call it|name it) {out}", "shrink {x} with PCA so that {p}% of the variance is left, in {out}", "let PCA choose how many components of {x} give {p} percent of the variance -> {out}", "principal components of {x} covering {p}% of the variance, as {out}", "PCA(n_components={s}) on {x}, transformed data in {out}", "compress {x} by PCA but retain {p}% of its variance, result {out}", "{out}: PCA-transformed {x}, with a variance share of {s} kept", "Project {x} onto as many principal components as are needed for {p}% of the variance, stored in {out}"], {"x": x, "out": out}, p=round(100 * share), s=share)
    if not put(st, "pca_share", text, [sk("decomposition", "PCA")], f"pca = PCA(n_components={share})\n{out} = pca.fit_transform({x})", f"{out}.shape[1] >= 1", x, out):
        return False
    st.things |= {"pca": "pca"}
    if st.s.space[out].shape[1] > 1:
        st.things["comp"] = out
    return True


def n_components(st: State) -> bool:
    if "pca_share" not in st.done:
        return False
    return bool(value_step(st, "n_components", st.rng.choice(["the number of components that it kept", "how many components were needed", "the number of components", "how many components the PCA kept", "the count of components that are left", "the number of principal components chosen", "how many components it took", "the number of dimensions after the PCA", "the number of components that the PCA settled on"]), "pca.n_components_", "n_comp|n_components|k", [], "OUT >= 1", 0.4))
