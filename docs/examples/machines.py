"""Writes machines.csv: readings of machines that wear, one row a reading, in the order of time. Seeded, so that the file can be made again."""
import csv, math, pathlib, random

random.seed(11)
TYPES = {"press": (55, 1.0), "lathe": (48, 0.6), "mill": (62, 1.6)}
with pathlib.Path(__file__).with_suffix(".csv").open("w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["reading", "machine", "temperature", "vibration", "load", "hours", "state"])
    for reading in range(3000):
        machine = random.choice(list(TYPES))
        warm, shake = TYPES[machine]
        load = round(random.betavariate(4, 2), 3)
        hours = random.randrange(12_000)
        wear = hours / 12_000 + (0.2 if reading > 1500 else 0) * load  # from the middle on, full load wears more
        temperature = random.gauss(warm + 20 * load + 14 * wear, 1.5)
        vibration = "" if random.random() < 0.03 else round(shake * math.exp(1.4 * wear + random.gauss(0, 0.15)), 3)
        state = "broken" if wear > 0.95 else "worn" if wear > 0.6 else "normal"
        rows.writerow([reading, machine, round(temperature, 1), vibration, load, hours, state])
