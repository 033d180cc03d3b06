"""Vocabulary for literals: themed words, names, sentences."""

# ruff: noqa: E501, SIM905
from __future__ import annotations

import random

THEMES = {
    "fruits": "apple banana cherry mango grape orange kiwi lemon peach plum pear melon fig papaya apricot lime guava".split(),
    "animals": "cat dog horse tiger lion zebra rabbit otter eagle shark whale panda wolf monkey snake bear camel".split(),
    "colors": "red green blue yellow purple orange black white pink brown cyan magenta gray teal violet".split(),
    "cities": "Paris London Tokyo Berlin Madrid Rome Oslo Cairo Lima Delhi Boston Seattle Chicago Austin Dublin".split(),
    "names": "Alice Bob Carol David Emma Frank Grace Henry Isla Jack Karen Liam Mia Noah Olivia Paul Ruth Sam Tina".split(),
    "words": "python code data list string value level noon radar kayak hello world test sample model input cloud river "
    "stone paper window garden music number letter silver market winter summer engine planet castle".split(),
    "tools": "hammer saw drill wrench pliers screwdriver level chisel clamp ladder".split(),
    "foods": "bread milk cheese rice pasta butter eggs sugar coffee tea soup salad pizza honey beans".split(),
    "sports": "tennis soccer golf rugby hockey boxing judo rowing cricket baseball".split(),
    "languages": "Python Java Rust Go Ruby Kotlin Swift Perl Haskell Scala".split(),
    "countries": "France Spain Italy Japan India Brazil Kenya Peru Norway Egypt Chile Canada".split(),
    "months": "January February March April May June July August September October November December".split(),
    "days": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "titles": ["Dune", "Emma", "Ulysses", "Walden", "Ivanhoe", "Beloved", "Hamlet", "Dracula"],
    "letters": list("abcdefghij"),
    "mixed": "Level refer Banana eye Anna tree deed Apple stats rotor Hello WORLD abc XYZ aA mIxEd UPPER lower".split(),
}
LIST_NAMES = {
    "fruits": ["fruits", "basket"], "animals": ["animals", "pets"], "colors": ["colors", "palette"],
    "cities": ["cities", "places"], "names": ["names", "students", "people", "users"], "words": ["words", "tokens"],
    "tools": ["tools", "items"], "foods": ["groceries", "foods", "items"], "sports": ["sports", "games"],
    "languages": ["languages", "langs"], "countries": ["countries"], "titles": ["titles", "books"], "months": ["months"], "days": ["days"],
    "letters": ["letters", "chars"], "mixed": ["words", "strings"],
}  # fmt: skip

SUBJECTS = ["the cat", "a dog", "my brother", "the teacher", "our team", "she", "he", "the old man", "the robot",
            "a small bird", "everyone", "the student", "Maria", "the red car", "nobody", "the river"]  # fmt: skip
VERBS = ["likes", "sees", "writes about", "finds", "wants", "remembers", "builds", "follows", "buys", "loves",
         "reads about", "runs past", "draws", "sells", "needs", "forgets"]  # fmt: skip
OBJECTS = ["the big house", "a green apple", "the night sky", "good music", "python", "old books", "the blue sea",
           "two keys", "the last train", "hot coffee", "cold water", "a long story", "the garden", "new shoes",
           "the cat", "the dog", "a map of the city", "three eggs"]  # fmt: skip
TAILS = ["", "", " every day", " in the morning", " at night", " again and again", " on Sunday", " for fun",
         " without a plan", " in winter"]  # fmt: skip
FIXED = [
    "The quick brown fox jumps over the lazy dog", "to be or not to be", "hello world", "Hello, World!",
    "Life is what happens when you're busy making other plans.", "Python is fun", "data science is fun and useful",
    "I have 2 apples and 12 oranges", "Call me at 555-1234 or 555-9876.", "Room 101, floor 3, seat 42",
    "rain rain go away", "one fish two fish red fish blue fish", "A man a plan a canal Panama",
    "She sells sea shells by the sea shore", "Contact: anna@mail.com, bob@work.org", "never odd or even",
    "it was the best of times, it was the worst of times", "Practice makes perfect!", "What time is it?",
    "the more you know, the more you grow", "We the People", "Open the door, please.", "All that glitters is not gold",
    "order 66 shipped on 2021-05-04", "Time flies like an arrow; fruit flies like a banana.", "see you later alligator",
    "error: file not found", "key=value", "a-b-c-d", "no news is good news", "big cats and small cats", "   padded text  ",
]  # fmt: skip


def text(rng: random.Random) -> str:
    """A sentence or phrase."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(FIXED)
    made = f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}{rng.choice(TAILS)}"
    if kind < 0.5:
        made += (
            rng.choice([" and ", ", but ", ", then "])
            + f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}"
        )
    if rng.random() < 0.6:
        made = made[0].upper() + made[1:] + rng.choice([".", "", "!", "."])
    return made


def word(rng: random.Random) -> str:
    """One word, or a made-up run of letters."""
    if rng.random() < 0.25:
        letters = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(4))
        made = "".join(rng.choice(letters) for _ in range(rng.randint(3, 10)))
        return made.upper() if rng.random() < 0.1 else made
    return rng.choice(THEMES[rng.choice(list(THEMES))])


def words(rng: random.Random, low: int = 2, high: int = 8) -> tuple[str, list[str]]:
    """A theme's name and some of its words."""
    theme = rng.choice(list(THEMES))
    pool = THEMES[theme]
    n = min(rng.randint(low, high), len(pool))
    chosen = rng.sample(pool, n)
    if rng.random() < 0.3:
        chosen.append(rng.choice(chosen))
    if rng.random() < 0.15:
        rng.shuffle(chosen)
    return theme, chosen
