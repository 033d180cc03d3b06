"""The default first lines of a prompt in the `comments` format: steps that show what is wanted.

A small base model copies the manner of what it reads: short code, real pandas idioms, results assigned to the names
asked for. Six examples served the default model better than twelve: what is far from the step distracts it.
Projects replace them with the setting `header`.
"""

EXAMPLES = """\
# Import pandas, numpy and pyplot.
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt

# Load the iris data set from scikit-learn as iris.
from sklearn.datasets import load_iris
iris = load_iris(as_frame=True).frame

# Show the first three rows of iris.
iris.head(3)

# Count the missing values in each column of iris.
iris.isna().sum()

# Keep the rows of iris where petal_width is above 1 as wide.
wide = iris[iris["petal_width"] > 1]

# Compute the mean of sepal_length per species, as means.
means = iris.groupby("species")["sepal_length"].mean()

"""
