"""Made-up but plausible tables: domains, column names as people write them, values."""

# ruff: noqa: E501, SIM905
from __future__ import annotations

# fmt: off
import random
from dataclasses import dataclass

import numpy as np
import pandas as pd

# domain: frame names, then columns as name:kind, where the kind may carry its values or range.
# Kinds: cat(a/b/c), name, id, int(low,high), float(low,high,mean), date, bool, text
DOMAINS: dict[str, tuple[str, str]] = {
    "sales": ("sales df orders data", "order_id:id date:date region:cat(North/South/East/West) product:cat(Laptop/Phone/Tablet/Monitor) quantity:int(1,20) unit_price:float(5,900) discount:float(0,0.3) customer_type:cat(new/returning)"),
    "shop": ("df shop transactions", "date:date store:cat(Downtown/Airport/Mall) category:cat(Food/Toys/Books/Clothing) price:float(1,200) qty:int(1,10) payment:cat(card/cash)"),
    "employees": ("employees df staff people", "name:name department:cat(Sales/IT/HR/Finance/Marketing) salary:int(30000,120000) age:int(20,65) years_at_company:int(0,30) city:cat(Berlin/Paris/Madrid/Rome) remote:bool hire_date:date"),
    "students": ("students df grades", "student:name grade_level:cat(9/10/11/12) math:int(30,100) reading:int(30,100) science:int(30,100) hours_studied:float(0,12) passed:bool gender:cat(F/M)"),
    "weather": ("weather df climate", "date:date city:cat(Oslo/Cairo/Lima/Tokyo) temperature:float(-10,40) humidity:float(20,100) rain_mm:float(0,40) wind_speed:float(0,25) condition:cat(sunny/cloudy/rain)"),
    "patients": ("patients df health", "patient_id:id age:int(18,90) sex:cat(female/male) bmi:float(17,42) blood_pressure:int(90,180) cholesterol:int(120,320) smoker:cat(yes/no) glucose:float(60,220) disease:cat(0/1)"),
    "houses": ("houses df housing homes", "neighborhood:cat(Center/Harbor/Hills/Suburb) bedrooms:int(1,6) bathrooms:int(1,4) sqft:int(400,4000) year_built:int(1950,2022) price:int(80000,900000) has_garage:bool"),
    "cars": ("cars df vehicles", "make:cat(Ford/Toyota/BMW/Honda/Audi) model_year:int(1998,2023) horsepower:int(60,400) weight:float(800,2600) mpg:float(12,50) cylinders:int(3,8) origin:cat(usa/europe/japan)"),
    "movies": ("movies df films", "title:name genre:cat(Drama/Comedy/Action/Horror) year:int(1980,2023) rating:float(1,10) votes:int(50,90000) budget_musd:float(1,250) runtime_min:int(75,200)"),
    "penguins": ("penguins df birds", "species:cat(Adelie/Gentoo/Chinstrap) island:cat(Biscoe/Dream/Torgersen) bill_length_mm:float(32,60) bill_depth_mm:float(13,22) flipper_length_mm:int(170,235) body_mass_g:int(2700,6300) sex:cat(male/female)"),
    "taxi": ("trips df rides taxi", "pickup_date:date borough:cat(Bronx/Queens/Brooklyn/Manhattan) distance:float(0.3,20) fare:float(4,90) tip:float(0,20) passengers:int(1,6) payment_type:cat(card/cash)"),
    "energy": ("energy df power readings", "timestamp:date building:cat(A/B/C) kwh:float(5,400) outside_temp:float(-8,35) occupancy:int(0,300) is_weekend:bool"),
    "survey": ("survey df responses", "respondent:id age_group:cat(18-25/26-40/41-65/66+) country:cat(France/Spain/Italy/Norway) satisfaction:int(1,5) income:int(12000,110000) would_recommend:cat(yes/no) visits:int(0,30)"),
    "flights": ("flights df", "carrier:cat(AA/DL/UA/WN) origin:cat(JFK/LAX/ORD) dest:cat(SFO/MIA/SEA) dep_delay:int(-10,120) arr_delay:int(-20,130) distance:int(150,2800) air_time:int(30,400) month:int(1,12)"),
    "stocks": ("prices df stocks", "date:date ticker:cat(AAPL/MSFT/GOOG) open:float(90,400) close:float(90,400) volume:int(10000,900000)"),
    "bikes": ("bikes df rentals", "date:date season:cat(spring/summer/fall/winter) temp:float(0,38) casual:int(0,300) registered:int(10,900) holiday:bool"),
    "wine": ("wine df wines", "variety:cat(Merlot/Riesling/Syrah) alcohol:float(9,15) acidity:float(0.2,1.2) sugar:float(1,20) pH:float(2.8,3.9) quality:int(3,9) country:cat(Italy/Chile/France)"),
    "library": ("books df loans", "title:name genre:cat(fiction/history/science/poetry) pages:int(80,900) year:int(1950,2023) copies:int(1,12) times_borrowed:int(0,80)"),
    "gym": ("members df gym", "member:name plan:cat(basic/plus/pro) age:int(16,75) weight_kg:float(45,120) visits_per_week:int(0,7) monthly_fee:float(15,90) active:bool joined:date"),
    "farm": ("crops df harvest", "field:cat(north/south/east/west) crop:cat(wheat/corn/rye) year:int(2010,2023) area_ha:float(1,40) yield_t:float(2,300) fertilizer_kg:int(0,900)"),
    "web": ("visits df logs traffic", "day:date page:cat(home/blog/shop/about) device:cat(mobile/desktop/tablet) views:int(1,4000) bounce_rate:float(0,1) avg_time_s:float(3,400) country:cat(US/DE/IN/BR)"),
    "sensors": ("readings df sensors", "time:date sensor_id:cat(s1/s2/s3/s4) temp_c:float(10,90) pressure:float(0.8,1.3) vibration:float(0,5) status:cat(ok/warning/failed)"),
    "players": ("players df team", "player:name team:cat(Lions/Hawks/Bears) position:cat(guard/forward/center) points:int(0,40) assists:int(0,15) rebounds:int(0,18) minutes:float(2,42)"),
    "titanic": ("titanic df passengers", "Name:name Pclass:cat(1/2/3) Sex:cat(male/female) Age:float(1,80) Fare:float(5,300) SibSp:int(0,4) Survived:cat(0/1) Embarked:cat(S/C/Q)"),
    "loans": ("loans df credit", "loan_id:id amount:int(1000,40000) term_months:cat(36/60) interest_rate:float(3,25) annual_income:int(18000,160000) home_ownership:cat(RENT/OWN/MORTGAGE) default:cat(0/1)"),
    "marketing": ("campaigns df ads", "Date:date Channel:cat(TV/Radio/Online/Print) Spend:float(100,9000) Clicks:int(10,9000) Impressions:int(500,90000) Conversions:int(0,400)"),
    "churn": ("customers df churn", "customer_id:id tenure:int(0,72) monthly_charges:float(18,120) contract:cat(monthly/yearly/two-year) support_calls:int(0,10) churned:cat(0/1)"),
    "coffee": ("coffee df cafe", "weekday:cat(Mon/Tue/Wed/Thu/Fri) drink:cat(latte/espresso/tea/mocha) size:cat(S/M/L) price:float(2,7) sold:int(1,60)"),
    "schools": ("schools df", "School Name:name District:cat(A/B/C) Enrollment:int(100,2500) Math Score:float(40,100) Reading Score:float(40,100) Budget:int(200000,4000000)"),
    "countries": ("countries df world", "country:name continent:cat(Africa/Asia/Europe/America) population:int(200000,90000000) gdp_per_capita:float(600,80000) life_expectancy:float(50,86) area_km2:int(300,2000000)"),
}  # fmt: skip
FIRST = "Ann Ben Cora Dan Eve Finn Gus Hana Ivo Jane Kim Leo Max Nora Otto Pia Rosa Sven Tara Uma Vito Wes Yara Zoe".split()


@dataclass(frozen=True)
class Column:
    name: str
    kind: str  # cat, name, id, int, float, date, bool
    values: tuple[str | int, ...] = ()
    low: float = 0
    high: float = 1


@dataclass(frozen=True)
class Table:
    """A domain's columns (some of them, in this draw) and a name for its frame."""

    domain: str
    frame: str
    columns: tuple[Column, ...]

    def of(self, *kinds: str) -> list[Column]:
        return [c for c in self.columns if c.kind in kinds]


def parse(spec: str) -> list[Column]:
    import re

    out = []
    for match in re.finditer(r"([A-Za-z_][\w ]*?):(cat|name|id|int|float|date|bool)(?:\(([^)]*)\))?", spec):
        name, kind, inside = match[1].strip(), match[2], match[3] or ""
        if kind == "cat":
            values = tuple(int(v) if v.isdigit() else v for v in inside.split("/"))
            out.append(Column(name, kind, values))
        elif kind in ("int", "float"):
            low, high = map(float, inside.split(","))
            out.append(Column(name, kind, (), low, high))
        else:
            out.append(Column(name, kind))
    return out


def draw(rng: random.Random) -> Table:
    """A table of a random domain; a few columns left out, now and then names in another case."""
    domain = rng.choice(list(DOMAINS))
    frames, spec = DOMAINS[domain]
    columns = parse(spec)
    if rng.random() < 0.6:
        drop = rng.randint(0, max(0, len(columns) - 4))
        keep = set(rng.sample(range(len(columns)), len(columns) - drop))
        chosen = [c for i, c in enumerate(columns) if i in keep]
        if any(c.kind == "cat" for c in chosen) and sum(c.kind in ("int", "float") for c in chosen) >= 2:
            columns = chosen
    style = rng.random()
    if style < 0.1:
        columns = [Column(c.name.replace("_", " ").title(), c.kind, c.values, c.low, c.high) for c in columns]
    elif style < 0.16:
        columns = [Column("".join(p.capitalize() for p in c.name.replace(" ", "_").split("_")), c.kind, c.values, c.low, c.high) for c in columns]
    elif style < 0.2:
        columns = [Column(c.name.upper().replace(" ", "_"), c.kind, c.values, c.low, c.high) for c in columns]
    names = frames.split()
    frame = "df" if rng.random() < 0.45 else rng.choice(names)
    return Table(domain, frame, tuple(columns))


def rows(table: Table, n: int, seed: int, missing: float = 0.0) -> pd.DataFrame:
    """The table's frame with n rows; with `missing`, that share of some numeric values is NaN."""
    rng = np.random.default_rng(seed)
    data: dict[str, object] = {}
    signal = rng.normal(size=n)
    for c in table.columns:
        if c.kind == "cat":
            data[c.name] = rng.choice(np.array(c.values), n)
        elif c.kind == "name":
            data[c.name] = [FIRST[i % len(FIRST)] + (str(i // len(FIRST)) if i >= len(FIRST) else "") for i in range(n)]
        elif c.kind == "id":
            data[c.name] = np.arange(1, n + 1) + 100
        elif c.kind == "date":
            data[c.name] = pd.date_range("2023-01-01", periods=n, freq="D" if n < 400 else "h").strftime("%Y-%m-%d")
        elif c.kind == "bool":
            data[c.name] = rng.random(n) < 0.4
        else:
            share = 1 / (1 + np.exp(-(0.6 * signal + rng.normal(size=n))))
            value = c.low + (c.high - c.low) * share
            data[c.name] = value.round().astype(int) if c.kind == "int" else value.round(2)
    frame = pd.DataFrame(data)
    if missing:
        for c in table.of("float")[:2]:
            frame.loc[rng.random(n) < missing, c.name] = np.nan
    return frame
