"""Classes with methods, extended step by step, instantiated and used."""

# ruff: noqa: E501
from __future__ import annotations

# fmt: off
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from training.multiturn import words
from training.multiturn.builder import Builder
from training.multiturn.phrase import literal
from training.multiturn.program import Program


@dataclass(frozen=True)
class Method:
    """code of the body; says: after 'a method ... that'; args: parameter names with draws; value from the fields."""

    name: str
    code: str
    says: str
    fn: Callable[..., Any]
    params: tuple[str, ...] = ()
    changes: bool = False  # fn returns the fields' new values


@dataclass(frozen=True)
class Kind:
    names: tuple[str, ...]
    fields: tuple[str, ...]
    draw: Callable[[random.Random], tuple[Any, ...]]
    methods: tuple[Method, ...]
    instance: tuple[str, ...]


M = Method
KINDS = [
    Kind(("Rectangle", "Rect", "Box"), ("width", "height"), lambda r: (r.randint(1, 20), r.randint(1, 20)), (
        M("area", "return self.width * self.height", "returns the area", lambda f: f[0] * f[1]), M("perimeter", "return 2 * (self.width + self.height)", "returns the perimeter", lambda f: 2 * (f[0] + f[1])),
        M("is_square", "return self.width == self.height", "returns True if width and height are equal", lambda f: f[0] == f[1]), M("scale", "self.width *= factor\nself.height *= factor", "multiplies width and height by factor", lambda f, k: (f[0] * k, f[1] * k), ("factor",), True)), ("rect", "r", "box", "shape")),
    Kind(("Circle", "Disk"), ("radius",), lambda r: (r.randint(1, 12),), (
        M("area", "return 3.14 * self.radius ** 2", "returns the area, with 3.14 for pi", lambda f: 3.14 * f[0] ** 2), M("diameter", "return 2 * self.radius", "returns the diameter", lambda f: 2 * f[0]), M("grow", "self.radius += amount", "increases the radius by amount", lambda f, k: (f[0] + k,), ("amount",), True)), ("circle", "c")),
    Kind(("Account", "BankAccount", "Wallet"), ("owner", "balance"), lambda r: (r.choice(words.THEMES["names"]), r.randint(0, 500)), (
        M("deposit", "self.balance += amount", "adds amount to the balance", lambda f, k: (f[0], f[1] + k), ("amount",), True), M("withdraw", "self.balance -= amount", "subtracts amount from the balance", lambda f, k: (f[0], f[1] - k), ("amount",), True),
        M("is_empty", "return self.balance == 0", "returns whether the balance is 0", lambda f: f[1] == 0), M("describe", 'return f"{self.owner}: {self.balance}"', "returns the owner, a colon, a space and the balance as a string", lambda f: f"{f[0]}: {f[1]}")), ("account", "acc", "my_account")),
    Kind(("Student", "Pupil"), ("name", "grades"), lambda r: (r.choice(words.THEMES["names"]), [r.randint(50, 100) for _ in range(r.randint(2, 4))]), (
        M("average", "return sum(self.grades) / len(self.grades)", "returns the average of the grades", lambda f: sum(f[1]) / len(f[1])), M("best", "return max(self.grades)", "returns the best grade", lambda f: max(f[1])), M("add_grade", "self.grades.append(grade)", "appends grade to the grades", lambda f, k: (f[0], [*f[1], k]), ("grade",), True)), ("student", "s", "pupil")),
    Kind(("Dog", "Cat", "Pet", "Animal"), ("name", "age"), lambda r: (r.choice(["Rex", "Bella", "Milo", "Luna", "Tom"]), r.randint(1, 15)), (
        M("speak", 'return self.name + " says hello"', "returns the name followed by ' says hello'", lambda f: f[0] + " says hello"), M("birthday", "self.age += 1", "increases the age by one", lambda f: (f[0], f[1] + 1), (), True), M("is_old", "return self.age > 10", "returns True if the age is greater than 10", lambda f: f[1] > 10)), ("pet", "dog", "animal")),
    Kind(("Counter", "Tally"), ("count",), lambda r: (r.randint(0, 9),), (
        M("increment", "self.count += 1", "increases the count by 1", lambda f: (f[0] + 1,), (), True), M("reset", "self.count = 0", "sets the count to 0", lambda f: (0,), (), True), M("add", "self.count += n", "adds n to the count", lambda f, k: (f[0] + k,), ("n",), True), M("is_even", "return self.count % 2 == 0", "returns True if the count is even", lambda f: f[0] % 2 == 0)), ("counter", "c", "my_counter")),
    Kind(("Point", "Vector", "Point2D"), ("x", "y"), lambda r: (r.randint(-9, 9), r.randint(-9, 9)), (
        M("norm", "return (self.x ** 2 + self.y ** 2) ** 0.5", "returns the distance to the origin", lambda f: (f[0] ** 2 + f[1] ** 2) ** 0.5), M("move", "self.x += dx\nself.y += dy", "adds dx to x and dy to y", lambda f, a, b: (f[0] + a, f[1] + b), ("dx", "dy"), True), M("as_tuple", "return (self.x, self.y)", "returns x and y as a tuple", lambda f: (f[0], f[1]))), ("p", "point", "v")),
    Kind(("Product", "Item", "Article"), ("name", "price", "quantity"), lambda r: (r.choice(words.THEMES["foods"]), r.randint(1, 50), r.randint(1, 10)), (
        M("total", "return self.price * self.quantity", "returns price times quantity", lambda f: f[1] * f[2]), M("restock", "self.quantity += n", "adds n to the quantity", lambda f, k: (f[0], f[1], f[2] + k), ("n",), True), M("label", 'return f"{self.name} ({self.price})"', "returns the name with the price in parentheses", lambda f: f"{f[0]} ({f[1]})")), ("item", "product", "p")),
    Kind(("Stack", "Pile"), ("items",), lambda r: ([r.randint(1, 9) for _ in range(r.randint(1, 4))],), (
        M("push", "self.items.append(item)", "appends item to the items", lambda f, k: ([*f[0], k],), ("item",), True), M("size", "return len(self.items)", "returns the number of items", lambda f: len(f[0])), M("peek", "return self.items[-1]", "returns the last item", lambda f: f[0][-1]), M("is_empty", "return len(self.items) == 0", "returns whether there are no items", lambda f: not f[0])), ("stack", "s")),
    Kind(("Book", "Volume"), ("title", "author", "pages"), lambda r: (r.choice(["Dune", "Emma", "Ulysses", "Walden"]), r.choice(words.THEMES["names"]), r.randint(80, 900)), (
        M("is_long", "return self.pages > 300", "returns True if there are more than 300 pages", lambda f: f[2] > 300), M("short", 'return f"{self.title} by {self.author}"', "returns 'title by author'", lambda f: f"{f[0]} by {f[1]}")), ("book", "b")),
    Kind(("Temperature", "Celsius"), ("degrees",), lambda r: (r.randint(-20, 40),), (
        M("to_fahrenheit", "return self.degrees * 9 / 5 + 32", "returns the temperature in Fahrenheit", lambda f: f[0] * 9 / 5 + 32), M("is_freezing", "return self.degrees <= 0", "returns True if the degrees are at most 0", lambda f: f[0] <= 0), M("warm", "self.degrees += n", "adds n to the degrees", lambda f, k: (f[0] + k,), ("n",), True)), ("t", "temp")),
    Kind(("Employee", "Worker"), ("name", "salary"), lambda r: (r.choice(words.THEMES["names"]), r.randint(20, 90) * 100), (
        M("yearly", "return self.salary * 12", "returns the salary times 12", lambda f: f[1] * 12), M("raise_salary", "self.salary += amount", "adds amount to the salary", lambda f, k: (f[0], f[1] + k), ("amount",), True), M("initial", "return self.name[0]", "returns the first letter of the name", lambda f: f[0][0])), ("employee", "worker", "e")),
]  # fmt: skip


def body(method: Method) -> str:
    lines = "\n".join("        " + line for line in method.code.splitlines())
    return f"    def {method.name}({', '.join(('self', *method.params))}):\n{lines}"


def init(kind: Kind) -> str:
    lines = "\n".join(f"        self.{f} = {f}" for f in kind.fields)
    return f"    def __init__({', '.join(('self', *kind.fields))}):\n{lines}"


class Classes:
    """Draws programs about one class."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def make(self) -> Program | None:
        rng = self.rng
        b = Builder(rng)
        q = b.style.name
        kind = rng.choice(KINDS)
        cls = rng.choice(kind.names)
        methods = rng.sample(kind.methods, rng.randint(1, min(3, len(kind.methods))))
        fields = ", ".join(kind.fields[:-1]) + (" and " if len(kind.fields) > 1 else "") + kind.fields[-1]
        split = rng.random() < 0.45
        first = [] if split else methods
        text = rng.choice([f"Define a class {q(cls)} (with|that takes) {fields} (as constructor arguments|in its constructor)", f"Create a class {q(cls)} (with|that has) the (attributes|fields) {fields}", f"Write a class {q(cls)} whose constructor takes {fields}", f"Implement a class named {q(cls)} with (attributes|instance variables) {fields}"])
        from training.multiturn.phrase import expand

        text = expand(text, rng)
        if first:
            parts = [self.says(m, b) for m in first]
            text += rng.choice([" and ", ", and with "]) + (parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1])
        code = f"class {cls}:\n" + "\n\n".join([init(kind), *(body(m) for m in first)])
        b.add(text, code, {}, "", (cls, *kind.fields))
        if split:
            for i, m in enumerate(methods):
                text = rng.choice([f"Extend the class with {self.says(m, b)}", f"Add {self.says(m, b)} to the class {q(cls)}", f"Add {self.says(m, b)} to it", f"Give {q(cls)} {self.says(m, b)}"])
                parts_code = [init(kind), *(body(x) for x in methods[: i + 1])]
                b.add(text, f"class {cls}:\n" + "\n\n".join(parts_code), {}, "", (cls, m.name, *m.params))
        values = kind.draw(rng)
        name = b.fresh(kind.instance)
        args = ", ".join(literal(v, b.style.text_quote) for v in values)
        listed = ", ".join(f"{f} {literal(v, b.style.text_quote)}" for f, v in zip(kind.fields, values, strict=True))
        text = rng.choice([f"Create an instance {q(name)} of {q(cls)} with {listed}", f"Create a {q(cls)} named {q(name)} with {listed}", f"Instantiate {q(cls)} with {args} and store it in {q(name)}", f"Make {q(name)} a {q(cls)} with the arguments {args}"])
        b.add(text, f"{name} = {cls}({args})", {}, "", (name, cls, args))
        self.use(b, kind, methods, name, values)
        b.ops.append("class." + kind.names[0])
        return b.finish("generated", "classes", 0.08)

    def says(self, m: Method, b: Builder) -> str:
        q = b.style.name
        with_args = f" (with {'parameter' if len(m.params) == 1 else 'parameters'} {', '.join(m.params)})" if m.params and self.rng.random() < 0.5 else ""
        return self.rng.choice(["a method ", "a function ", "a method called "]) + q(m.name) + with_args + " that " + m.says

    def use(self, b: Builder, kind: Kind, methods: list[Method], name: str, values: tuple[Any, ...]) -> None:
        rng, q = self.rng, b.style.name
        shown = False
        for m in rng.sample(methods, len(methods)):
            ks = [rng.randint(1, 20) if m.name != "scale" else rng.randint(2, 4) for _ in m.params]
            call = f"{name}.{m.name}({', '.join(map(str, ks))})"
            if m.changes:
                values = m.fn(values, *ks)
                with_args = f" with {' and '.join(map(str, ks))}" if ks else ""
                b.add(rng.choice([f"Call {q(m.name)} on {q(name)}{with_args}", f"Call the method {q(m.name)} of {q(name)}{with_args}"]), call, {}, "", (name, m.name))
            else:
                result = m.fn(values)
                b.add(rng.choice([f"Print the result of {q(m.name)} for {q(name)}", f"Call {q(m.name)} on {q(name)} and print the result", f"Print what the method {q(m.name)} of {q(name)} returns"]), f"print({call})", {}, f"{result}\n", (name, m.name))
                shown = True
        if not shown:
            at = rng.randrange(len(kind.fields))
            field = kind.fields[at]
            b.add(rng.choice([f"Print the {field} of {q(name)}", f"Print the attribute {q(field)} of {q(name)}", f"Print {name}'s {field}"]), f"print({name}.{field})", {}, f"{values[at]}\n", (name, field))


__all__ = ["Classes"]
