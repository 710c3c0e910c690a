"""Writes expected.json: what the policy comes to for every month of the readings.

It computes with decimals straight from the table and shares no code with the guest, so
that a proved output can be compared with figures the guest had no hand in.

    python3 examples/weather/data/expected.py
"""

import csv
import itertools
import json
import pathlib
from decimal import Decimal

FOLDER = pathlib.Path(__file__).parent
STATION = "seattle"
LEAST_DAYS = 25
DRY_BELOW = Decimal("1.0")
LEAST_DRY_DAYS = 20
DROUGHT = (Decimal("30.0"), Decimal("5.0"))
EXCESS = (Decimal("200.0"), Decimal("250.0"))


def payout_bps(days, dry_days, rainfall):
    if days < LEAST_DAYS:
        return 0
    shares = [(rainfall - EXCESS[0]) / (EXCESS[1] - EXCESS[0])]
    if dry_days >= LEAST_DRY_DAYS:
        shares.append((DROUGHT[0] - rainfall) / (DROUGHT[0] - DROUGHT[1]))
    return int(max(0, min(1, max(shares))) * 10_000)


def word(value):
    return (value % 2**256).to_bytes(32, "big")


def month_of(name, rows):
    rain = [Decimal(row["precipitation"]) for row in rows]
    dry_days = sum(r < DRY_BELOW for r in rain)
    payout = payout_bps(len(rows), dry_days, sum(rain))
    figures = {
        "month": int(name.replace("-", "")),
        "days": len(rows),
        "rainfall_tenths_mm": int(sum(rain) * 10),
        "max_temp_tenths_c": int(max(Decimal(row["temp_max"]) for row in rows) * 10),
        "min_temp_tenths_c": int(min(Decimal(row["temp_min"]) for row in rows) * 10),
        "pays": payout > 0,
        "payout_bps": payout,
        "rejected": 0,
    }
    output = STATION.encode().ljust(32, b"\0") + b"".join(word(int(v)) for v in figures.values())
    return {
        "station": STATION,
        **figures,
        "dry_days": dry_days,
        "output_hex": "0x" + output.hex(),
    }


def main():
    with open(FOLDER / "seattle-2012.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    months = itertools.groupby(rows, key=lambda row: row["date"][:7])
    expected = [month_of(name, list(group)) for name, group in months]
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
