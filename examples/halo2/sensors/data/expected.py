"""Writes expected.json: what the sensors circuit must make public for every month of 2012.

Computed straight from the weather example's table with decimals and without any code of the circuit.

    python3 examples/halo2/sensors/data/expected.py
"""

import csv
import json
import pathlib
from decimal import Decimal

FOLDER = pathlib.Path(__file__).parent
TABLE = FOLDER.parents[2] / "weather" / "data" / "seattle-2012.csv"
COMFORT = Decimal("18.0")


def month(number, rows):
    highest = [Decimal(row["temp_max"]) for row in rows]
    lowest = [Decimal(row["temp_min"]) for row in rows]
    degree_days = sum(max(Decimal(0), COMFORT - (high + low) / 2) for high, low in zip(highest, lowest))
    return {
        "month": number,
        "days": len(rows),
        "heating": int(degree_days * 20),
        "highest": int((max(highest) + 60) * 10),
        "lowest": int((min(lowest) + 60) * 10),
        "frost_days": sum(low < 0 for low in lowest),
    }


def main():
    rows = list(csv.DictReader(TABLE.open()))
    months = sorted({row["date"][:7] for row in rows})
    expected = [month(int(m.replace("-", "")), [row for row in rows if row["date"].startswith(m)]) for m in months]
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
