"""Array steps that plot or print."""

# ruff: noqa: E501
from __future__ import annotations

from training.multiturn.array_steps import b

# fmt: off
# plots
LINE = "plt.plot({z}, {y})"
b("plot", "zy", LINE + "\nplt.show()", "plot {y} against {z}||plot {y} over {z}||line plot of {y} vs {z}||show a line plot with {z} on the x axis and {y} on the y axis")
b("plot_lab", "zy", LINE + '\nplt.xlabel("{z}")\nplt.ylabel("{y}")\nplt.title("{title}")\nplt.show()', "plot {y} against {z} with axis labels {z} and {y} and the title '{title}'||line plot of {y} over {z}, label the axes {z} and {y}, title '{title}'||plot {y} vs {z}, axes labelled with the names, titled '{title}'")
b("plot_style", "zy", 'plt.plot({z}, {y}, "{color}", linestyle="--")\nplt.grid(True)\nplt.show()'.replace('"{color}", ', 'color="{color}", '), "plot {y} over {z} as a dashed {color} line with a grid||dashed {color} line of {y} against {z}, grid on||draw {y} vs {z} in {color}, dashed, and turn on the grid")
b("plot_two", "zyw", 'plt.plot({z}, {y}, label="{y}")\nplt.plot({z}, {w}, label="{w}")\nplt.legend()\nplt.show()', "plot {y} and {w} over {z} in one figure with a legend||both {y} and {w} against {z}, with legend||draw the curves {y} and {w} vs {z} together, labelled, with a legend")
b("plot_sincos", "z", 'plt.plot({z}, np.sin({z}), label="sin")\nplt.plot({z}, np.cos({z}), label="cos")\nplt.legend()\nplt.show()', "plot sin and cos of {z} in one figure with a legend||sin and cos over {z}, labelled sin and cos, with legend||draw sine and cosine of {z} together and add a legend with the labels sin and cos", when="abs(z).max() <= 30")
b("subplots", "zyw", 'fig, axes = plt.subplots(1, 2, figsize=(10, 4))\naxes[0].plot({z}, {y})\naxes[0].set_title("{y}")\naxes[1].plot({z}, {w})\naxes[1].set_title("{w}")\nplt.show()', "two subplots side by side (10x4): {y} over {z} on the left, {w} over {z} on the right, titled with their names||plot {y} and {w} against {z} in two side-by-side panels, figure size 10 by 4, names as titles||make a 1x2 figure of size 10x4 with {y} left and {w} right over {z}, each titled with its name")
b("hist", "x", "plt.hist({x}, bins={bins})\nplt.show()", "(plot|draw|show) a histogram of {x} with {bins} bins||histogram of {x}, {bins} bins||hist of {x} in {bins} bins", when="len(x) >= 20")
b("hist_lab", "x", 'plt.hist({x}, bins={bins}, color="{color}", edgecolor="black")\nplt.xlabel("{x}")\nplt.ylabel("count")\nplt.show()', "histogram of {x} with {bins} {color} bars, black edges, x label {x} and y label count||draw a {color} histogram of {x} ({bins} bins, black edges) and label the axes {x} and count||plot the distribution of {x} as a {color} histogram with {bins} bins and black edges, axes labelled {x} and count", when="len(x) >= 20")
b("hist_mean", "x", 'plt.hist({x}, bins={bins})\nplt.axvline({x}.mean(), color="red")\nplt.show()', "histogram of {x} with {bins} bins and a red vertical line at the mean||plot a {bins}-bin histogram of {x}, mark its mean with a vertical red line||hist of {x} ({bins} bins), mean as red vertical line", when="len(x) >= 20")
b("scatter", "xy", "plt.scatter({x}, {y})\nplt.show()", "scatter plot of {x} and {y}||scatter {y} against {x}||(draw|show) a scatter plot with {x} on the x axis and {y} on the y axis")
b("scatter_lab", "xy", 'plt.scatter({x}, {y}, s={ten}, alpha=0.5)\nplt.xlabel("{x}")\nplt.ylabel("{y}")\nplt.show()', "scatter {y} against {x}, marker size {ten}, half transparent, axes labelled {x} and {y}||scatter plot of {y} vs {x} with s={ten}, alpha 0.5 and axis labels {x}, {y}||draw {y} over {x} as points of size {ten} with alpha 0.5, and label both axes with the names")
b("scatter_pts", "P", "plt.scatter({P}[:, 0], {P}[:, 1])\nplt.show()", "scatter plot of the points {P}||plot the points in {P} (first column x, second column y)||scatter {P}, first column against second")
b("imshow", "M", "plt.imshow({M})\nplt.colorbar()\nplt.show()", "show {M} as an image with a colorbar||imshow of {M} with colorbar||display {M} as a heat map with a color bar")
b("imshow_map", "M", 'plt.imshow({M}, cmap="{cmap}")\nplt.colorbar()\nplt.title("{M}")\nplt.show()', "show {M} as an image with the {cmap} colormap, a colorbar and {M} as the title||imshow {M} in {cmap} with colorbar, title {M}||heat map of {M} (cmap {cmap}), add a colorbar and the title {M}")
b("bar", "x", "plt.bar(range(len({x})), {x})\nplt.show()", "bar (chart|plot) of {x}||draw {x} as bars over its index||show the values of {x} in a bar chart", when="len(x) <= 30")
b("bar_rows", "M", 'plt.bar(range(len({M})), {M}.sum(axis=1))\nplt.xlabel("row")\nplt.show()', "bar chart of the row sums of {M} with x label row||draw the row sums of {M} as bars, label the x axis row||bar plot: sum of each row of {M}, x axis labelled row", when="len(M) <= 30")
b("boxplot", "xy", "plt.boxplot([{x}, {y}])\nplt.show()", "box plot of {x} and {y}||boxplots of {x} and {y} side by side||compare {x} and {y} in a boxplot")
b("savefig", "zy", LINE + '\nplt.savefig("{pic}.png")', "plot {y} over {z} and save it as {pic}.png||save a line plot of {y} against {z} to {pic}.png||line plot {y} vs {z} -> {pic}.png")
b("savefig_hist", "x", 'fig, ax = plt.subplots()\nax.hist({x}, bins={bins})\nfig.savefig("{pic}.png", dpi=150)', "save a histogram of {x} ({bins} bins) as {pic}.png at 150 dpi||draw a {bins}-bin histogram of {x} on fig, ax and save it to {pic}.png with dpi 150||histogram of {x}, {bins} bins, saved to {pic}.png (dpi=150)", when="len(x) >= 20")
b("plot_fit", "zy", 'coef = np.polyfit({z}, {y}, 1)\nplt.scatter({z}, {y})\nplt.plot({z}, np.polyval(coef, {z}), color="red")\nplt.show()', "scatter {y} against {z} and add the fitted straight line (coefficients coef) in red||fit a line to {z}, {y} with polyfit (coef) and draw it in red over the scatter plot||scatter of {z}, {y} with the linear fit coef as a red line")
b("logplot", "zy", "plt.semilogy({z}, {y})\nplt.show()", "plot {y} over {z} with a log y axis||semilog plot of {y} against {z} (log y)||line plot of {y} vs {z}, logarithmic y scale", when="y.min() > 0")
b("info", "M", "print({M}.shape, {M}.dtype)", "print the shape and dtype of {M}||show shape and dtype of {M}||what are the shape and dtype of {M}? print them")
b("fprint", "x", 'print(f"mean {{x}.mean():.{d}f}, sd {{x}.std():.{d}f}")', "print mean and sd of {x} with {d} decimals, like 'mean 1.0, sd 2.0'||print 'mean ..., sd ...' for {x}, {d} decimals each||show the mean and sd of {x} in one line (mean ..., sd ...), rounded to {d} decimals")
