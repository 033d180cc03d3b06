"""The default first lines of a prompt in the `comments` format: steps that show what is wanted.

A small base model copies the manner of what it reads: short code, real scikit-learn and pandas
idioms, results assigned to the names asked for. Projects replace it with the setting `header`.
"""

EXAMPLES = """\
# Import pandas, numpy and pyplot.
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt

# Load the iris data set from scikit-learn as a DataFrame named iris, with load_iris(as_frame=True).frame.
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

# Plot means as a bar chart.
means.plot(kind="bar")
plt.show()

# Plot petal_width against petal_length as a scatter plot.
plt.scatter(iris["petal_length"], iris["petal_width"])
plt.xlabel("petal_length")
plt.ylabel("petal_width")
plt.show()

# Split the columns of iris into features A and labels b.
A = iris.drop(columns=["species"])
b = iris["species"]

# Split A and b into parts for training and testing, with 20% for the test.
from sklearn.model_selection import train_test_split
A_train, A_test, b_train, b_test = train_test_split(A, b, test_size=0.2, random_state=0)

# Fit a decision tree named tree on the training data.
from sklearn.tree import DecisionTreeClassifier
tree = DecisionTreeClassifier(random_state=0)
tree.fit(A_train, b_train)

# Print the accuracy of tree on the test data.
print(tree.score(A_test, b_test))

"""
