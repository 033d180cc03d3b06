"""Made-up but plausible tables: domains, column names as people write them, values."""

# ruff: noqa: E501, SIM905
from __future__ import annotations

# fmt: off
import random
from dataclasses import dataclass, replace

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
# Columns for tables that no domain holds: any of these together, so that names must be read and cannot be known.
NUMBERS = (
    "amount:float(5,5000) balance:float(10,9000) cost:float(1,700) profit:float(5,900) margin:float(0.01,0.6) score:int(0,100) points:int(0,300) height_cm:float(140,205)"
    " weight:float(1,120) length:float(0.5,90) width:float(0.5,60) depth_m:float(1,400) speed:float(5,250) duration:float(1,300) minutes:int(1,180) hours:float(0.5,60)"
    " distance_km:float(1,900) altitude:int(0,3000) elevation_m:int(0,4000) temperature:float(1,40) pressure_hpa:float(950,1040) humidity_pct:int(10,100) rainfall:float(0,80)"
    " snow_cm:int(0,90) wind:float(0,110) pm25:float(2,150) co2:int(350,900) noise_db:float(30,110) voltage:float(1,240) current:float(0.1,16) load:float(0,1) battery:int(1,100)"
    " users:int(1,9000) clicks:int(0,5000) sessions:int(1,900) orders:int(0,400) returns:int(0,40) units:int(1,500) stock_level:int(0,900) capacity:int(10,2000) seats:int(2,400)"
    " guests:int(1,9) nights:int(1,21) rooms:int(1,9) floor_no:int(0,30) rent:int(300,4000) salary_k:int(20,200) bonus:int(0,20000) tax:float(0.05,0.4) fee:float(0.5,90)"
    " tip_amount:float(0,30) calories:int(20,1200) protein_g:float(0,60) sugar_g:float(0,80) servings:int(1,12) rating:float(1,5) stars:int(1,5) likes:int(0,9000) comments:int(0,400)"
    " goals:int(0,9) wins:int(0,40) losses:int(0,40) age:int(1,95) age_years:int(1,95) grade_avg:float(1,6) absences:int(0,30) credits:int(1,60) pages:int(20,900) words_total:int(100,9000)"
    " defects:int(0,25) yield_pct:float(40,100) downtime_min:int(0,400) cycle_time:float(1,90) Total:float(1,900) Value:float(1,900) Qty:int(1,60) Price:float(1,900) x1:float(0,10) y1:float(0,10)"
)
CATEGORIES = (
    "type:cat(a/b/c) kind:cat(basic/premium/trial) group:cat(control/treatment) team:cat(red/blue/green) city:cat(Lyon/Porto/Graz/Turin) country:cat(Chile/Kenya/Japan/Canada) state:cat(TX/CA/NY/FL)"
    " region:cat(north/south/east/west) zone:cat(A/B/C/D) branch:cat(Main/Harbor/Airport) shop:cat(central/online/outlet) brand:cat(Acme/Bolt/Nova/Zeta) model:cat(X1/X2/Z9) color:cat(red/black/white/blue)"
    " size:cat(small/medium/large) level:cat(low/mid/high) status:cat(open/closed/pending) priority:cat(low/normal/urgent) channel:cat(web/phone/store) device:cat(laptop/tablet/phone) browser:cat(Firefox/Chrome/Safari)"
    " language:cat(en/de/fr/es) gender:cat(male/female) sex:cat(m/f) species:cat(cat/dog/rabbit) breed:cat(poodle/beagle/boxer) crop:cat(wheat/rice/maize) fruit:cat(apple/banana/cherry) dish:cat(soup/salad/pasta)"
    " material:cat(steel/wood/glass) machine:cat(M1/M2/M3) line:cat(L1/L2) shift:cat(day/night/late) sensor:cat(s1/s2/s3) room:cat(kitchen/office/hall) station:cat(Alpha/Beta/Gamma) route:cat(10/12/15)"
    " vehicle:cat(bus/tram/train) airline:cat(Aero/Jet/Sky) month_name:cat(Jan/Feb/Mar/Apr) season:cat(spring/summer/autumn/winter) weekday:cat(Mon/Tue/Wed/Thu/Fri) course:cat(math/physics/history) major:cat(biology/law/arts)"
    " subject:cat(maths/english/science) plan:cat(free/pro/team) segment:cat(retail/business/public) category:cat(food/toys/books/garden) supplier:cat(North Co/Vega/Orion) warehouse:cat(W1/W2/W3) outcome:cat(win/draw/loss)"
    " result:cat(pass/fail) diagnosis:cat(benign/malignant) treatment:cat(drug/placebo) smoker:cat(yes/no) label:cat(0/1) churn:cat(0/1) survived:cat(0/1) Class:cat(A/B/C) Type:cat(new/used) Department:cat(Sales/IT/HR)"
)
FLAGS = "active:bool paid:bool returned:bool is_member:bool weekend:bool verified:bool insured:bool on_sale:bool".split()
NAMES = "name:name title:name customer:name employee:name student:name player:name item:name product:name city_name:name Name:name".split()
IDS = "id:id order_id:id user_id:id ticket:id code:id row_id:id".split()
DATES = "date:date day:date created:date order_date:date signup:date timestamp:date when:date Date:date start:date visited_on:date".split()
MARKED = "price_text:marked cost_str:marked amount_raw:marked revenue:marked share_text:marked weight_text:marked Amount:marked income_raw:marked".split()
DAYS_FIRST = "date:written booked:written due:written invoice_date:written arrival:written".split()
FRAMES = (
    "df df df data table records items log entries results samples measurements tests runs events tickets bookings payments invoices users clients accounts products stock shipments deliveries"
    " hotels recipes meals songs games matches plants animals trips stations pupils courses exams parts machines batches experiments participants"
).split()
MARKS = {",": "{:,.2f}", "$": "${:.2f}", "%": "{:.1f}%", " kg": "{:.1f} kg", " EUR": "{:.2f} EUR"}
WRITTEN = {"%d/%m/%Y": "day/month/year", "%d.%m.%Y": "day.month.year", "%m/%d/%Y": "month/day/year", "%Y%m%d": "year, month and day without separators"}
FIRST = "Ann Ben Cora Dan Eve Finn Gus Hana Ivo Jane Kim Leo Max Nora Otto Pia Rosa Sven Tara Uma Vito Wes Yara Zoe".split()


@dataclass(frozen=True)
class Column:
    name: str
    kind: str  # cat, name, id, int, float, date, bool; marked (numbers as text), written (dates as text)
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
    for match in re.finditer(r"([A-Za-z_][\w ]*?):(cat|name|id|int|float|date|bool|marked|written)(?:\(([^)]*)\))?", spec):
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
    """A table of a random domain, a few columns left out, or of columns drawn one by one; now and then names in another case."""
    composed = rng.random() < 0.5
    domain = rng.choice(list(DOMAINS))
    frames, spec = (" ".join(FRAMES), "") if composed else DOMAINS[domain]
    columns = mixed(rng) if composed else parse(spec)
    if composed:
        domain = rng.choice(FRAMES[3:])
    elif rng.random() < 0.6:
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


def mixed(rng: random.Random) -> list[Column]:
    """Columns that have nothing to do with each other."""
    drawn = [rng.choice(pool) for pool, share in ((NAMES, 0.45), (IDS, 0.2), (DATES, 0.4), (FLAGS, 0.2), (MARKED, 0.2), (DAYS_FIRST, 0.15)) if rng.random() < share]
    columns = [parse(c)[0] for c in drawn]
    columns += rng.sample(parse(CATEGORIES), rng.choice([1, 2, 2, 3])) + rng.sample(parse(NUMBERS), rng.choice([2, 2, 3, 4]))
    rng.shuffle(columns)
    marks = [replace(c, values=(rng.choice(list(MARKS)),)) if c.kind == "marked" else c for c in columns]
    unique = {c.name.lower(): c for c in marks}
    return [replace(c, values=(rng.choice(list(WRITTEN)),)) if c.kind == "written" else c for c in unique.values()]


def written_days(name: str, n: int, rng: np.random.Generator) -> pd.Index:
    """Days as text from a drawn one on; what is called a time has hours."""
    start = pd.Timestamp("2021-01-01") + pd.Timedelta(days=int(rng.integers(0, 1500)))
    if name.lower() in ("time", "timestamp", "created"):
        return pd.date_range(start, periods=n, freq="7h").strftime("%Y-%m-%d %H:%M")
    return pd.date_range(start, periods=n, freq=str(rng.choice(["D", "D", "D", "2D", "3D"]))).strftime("%Y-%m-%d")


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
            data[c.name] = written_days(c.name, n, rng)
        elif c.kind == "written":
            data[c.name] = pd.date_range("2022-01-03", periods=n, freq="D").strftime(str(c.values[0]))
        elif c.kind == "marked":
            data[c.name] = [MARKS[str(c.values[0])].format(v) for v in rng.uniform(100, 9000, n)]
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
