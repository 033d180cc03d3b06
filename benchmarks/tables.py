"""The tables that the step problems work on: realistic in shape and mess, made in code, always the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd


def sales(rng: np.random.Generator) -> pd.DataFrame:
    n = 240
    product = rng.choice(["laptop", "phone", "tablet", "monitor", "mouse"], n)
    base = pd.Series(product).map({"laptop": 900, "phone": 600, "tablet": 350, "monitor": 220, "mouse": 25})
    return pd.DataFrame(
        {
            "order_id": np.arange(1001, 1001 + n),
            "date": pd.date_range("2023-01-02", periods=n, freq="36h").strftime("%Y-%m-%d"),
            "region": rng.choice(["north", "south", "east", "west"], n),
            "product": product,
            "quantity": rng.integers(1, 9, n),
            "price": (base.to_numpy() * rng.uniform(0.9, 1.1, n)).round(2),
        }
    )


def weather(rng: np.random.Generator) -> pd.DataFrame:
    n = 365
    temp = 12 + 10 * np.sin(np.arange(n) / 365 * 2 * np.pi - 1.8) + rng.normal(0, 2, n)
    frame = pd.DataFrame(
        {
            "date": pd.date_range("2022-01-01", periods=n).strftime("%Y-%m-%d"),
            "station": rng.choice(["harbor", "airport", "city"], n),
            "temp_c": temp.round(1),
            "rain_mm": np.where(rng.random(n) < 0.6, 0, rng.gamma(1.5, 4, n)).round(1),
            "wind_kmh": rng.gamma(4, 4, n).round(1),
        }
    )
    frame.loc[rng.choice(n, 12, replace=False), "temp_c"] = np.nan
    return frame


def employees(rng: np.random.Generator) -> pd.DataFrame:
    n = 80
    years = rng.integers(0, 25, n)
    frame = pd.DataFrame(
        {
            "name": [f"Employee {i:02d}" for i in range(n)],
            "department": rng.choice(["IT", "HR", "Sales", "Finance"], n, p=[0.4, 0.15, 0.3, 0.15]),
            "gender": rng.choice(["F", "M"], n),
            "years": years,
            "salary": (38000 + years * 1500 + rng.normal(0, 4000, n)).round(-2).astype(int),
        }
    )
    frame["email"] = (
        frame["name"].str.lower().str.replace(" ", ".") + "@" + rng.choice(["acme.com", "mail.org"], n)
    )
    return frame


def students(rng: np.random.Generator) -> pd.DataFrame:
    n = 60
    frame = pd.DataFrame(
        {
            "student": [f"s{i:03d}" for i in range(n)],
            "grade": rng.choice([9, 10, 11], n),
            "math": rng.integers(35, 100, n).astype(float),
            "reading": rng.integers(40, 100, n).astype(float),
            "science": rng.integers(30, 100, n).astype(float),
        }
    )
    for column in ("math", "science"):
        frame.loc[rng.choice(n, 5, replace=False), column] = np.nan
    return frame


def movies(rng: np.random.Generator) -> pd.DataFrame:
    n = 100
    return pd.DataFrame(
        {
            "title": [f"Movie {i}" for i in range(n)],
            "year": rng.integers(1990, 2024, n),
            "genres": [
                "|".join(sorted(set(rng.choice(["Drama", "Comedy", "Action", "Horror"], 2))))
                for _ in range(n)
            ],
            "rating": rng.uniform(3, 9.5, n).round(1),
            "votes": rng.integers(50, 20000, n),
            "runtime": rng.integers(75, 190, n),
        }
    )


def customers(rng: np.random.Generator) -> pd.DataFrame:
    n = 40
    return pd.DataFrame(
        {
            "customer_id": np.arange(1, n + 1),
            "city": rng.choice(["Berlin", "Paris", "Rome"], n),
            "segment": rng.choice(["private", "business"], n),
        }
    )


def orders(rng: np.random.Generator) -> pd.DataFrame:
    n = 150
    return pd.DataFrame(
        {
            "order_id": np.arange(n) + 1,
            "customer_id": rng.integers(1, 36, n),
            "amount": rng.gamma(2, 40, n).round(2),
            "status": rng.choice(["paid", "open", "cancelled"], n, p=[0.7, 0.2, 0.1]),
        }
    )


def sensors(rng: np.random.Generator) -> pd.DataFrame:
    n = 24 * 14
    stamps = pd.date_range("2024-03-01", periods=n, freq="h")
    load = 50 + 20 * np.sin(np.arange(n) / 24 * 2 * np.pi) + rng.normal(0, 3, n)
    return pd.DataFrame(
        {"timestamp": stamps.astype(str), "load": load.round(2), "status": rng.choice(["ok", "warn"], n)}
    )


def houses(rng: np.random.Generator) -> pd.DataFrame:
    n = 200
    area = rng.integers(40, 220, n)
    rooms = (area // 30 + rng.integers(0, 2, n)).astype(int)
    age = rng.integers(0, 80, n)
    price = 1800 * area + 8000 * rooms - 900 * age + rng.normal(0, 20000, n)
    return pd.DataFrame({"area": area, "rooms": rooms, "age": age, "price": price.round(0)})


def passengers(rng: np.random.Generator) -> pd.DataFrame:
    n = 300
    sex = rng.choice(["male", "female"], n)
    pclass = rng.choice([1, 2, 3], n, p=[0.25, 0.25, 0.5])
    chance = 0.2 + 0.45 * (sex == "female") + 0.12 * (3 - pclass)
    age = rng.normal(30, 13, n).clip(1, 80).round(0)
    frame = pd.DataFrame(
        {
            "survived": (rng.random(n) < chance).astype(int),
            "pclass": pclass,
            "sex": sex,
            "age": age,
            "fare": (rng.gamma(2, 12, n) * (4 - pclass)).round(2),
            "embarked": rng.choice(["S", "C", "Q"], n, p=[0.7, 0.2, 0.1]),
        }
    )
    frame.loc[rng.choice(n, 40, replace=False), "age"] = np.nan
    return frame


def reviews(rng: np.random.Generator) -> pd.DataFrame:
    good = [
        "great product",
        "really love it",
        "works great and fast",
        "excellent quality",
        "very happy, great value",
    ]
    bad = ["terrible quality", "broke after a day", "waste of money", "really bad support", "slow and bad"]
    stars = rng.integers(1, 6, 120)
    texts = [str(rng.choice(good if s >= 3 else bad)) + str(rng.choice(["", "!", "."])) for s in stars]
    return pd.DataFrame({"review": texts, "stars": stars})


def ledger(rng: np.random.Generator) -> pd.DataFrame:
    """Numbers as text, mixed case, spaces and duplicates: a table that wants cleaning."""
    n = 30
    frame = pd.DataFrame(
        {
            " Account ": rng.choice(["cash", "Cash ", " BANK", "bank", "Card"], n),
            "Amount (EUR)": [f"{v:,.2f}" for v in rng.uniform(500, 5000, n)],
            "Booked On": pd.date_range("2024-01-05", periods=n, freq="5D").strftime("%d/%m/%Y"),
        }
    )
    return pd.concat([frame, frame.iloc[:4]], ignore_index=True)


MAKERS = (
    customers,
    employees,
    houses,
    ledger,
    movies,
    orders,
    passengers,
    reviews,
    sales,
    sensors,
    students,
    weather,
)
TABLES: dict[str, Callable[[np.random.Generator], pd.DataFrame]] = {table.__name__: table for table in MAKERS}
NOTES = """\
The meeting starts at 10:30 in room 204. Please bring the report!
Contact anna@example.com or bob.smith@example.org for the budget (1200 EUR).
The report covers 2022 and 2023; the budget grew by 15 percent.

Next meeting: 2024-05-17, then 2024-06-21. The room is the same.
"""


def write_tables(folder: Path) -> None:
    """Every table as NAME.csv, and notes.txt, in the folder."""
    for number, (name, make) in enumerate(sorted(TABLES.items())):
        make(np.random.default_rng(number)).to_csv(folder / f"{name}.csv", index=False)
    (folder / "notes.txt").write_text(NOTES, encoding="utf-8")
