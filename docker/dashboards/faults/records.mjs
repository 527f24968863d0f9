// The rows that the fault test streams, as CSV files that `millrace produce` reads. Seeded, so that every run streams the same.

import fs from "node:fs";
import path from "node:path";

const STATES = ["a", "b", "c", "d"];
const MEASUREMENTS = 8;
const ROWS = 2000;

/** Larger than any sum in a network can bear, and still a float. */
const HUGE = 3e38;

/**
 * Writes into `directory`: `good.csv`; `wrong.csv`, the same with the labels of other classes; and `broken.csv`, in which every row has a field
 * that the schema does not name and lacks one that it does, every tenth a text for a number, and every fourth a huge value.
 */
export function write(directory) {
  const random = generator(8);
  const good = Array.from({ length: ROWS }, () => row(random));
  const fields = [...Array.from({ length: MEASUREMENTS }, (_, index) => `x${index + 1}`), "state"];
  const save = (name, header, rows) =>
    fs.writeFileSync(path.join(directory, name), [header, ...rows].map((cells) => cells.join(",")).join("\n") + "\n", { mode: 0o644 });

  save("good.csv", fields, good.map(({ values, state }) => [...values, STATES[state]]));
  save("wrong.csv", fields, good.map(({ values, state }) => [...values, STATES[(state + 1) % STATES.length]]));
  save("broken.csv", ["firmware", ...fields], good.map(({ values, state }, index) => {
    const broken = [...values];
    broken[MEASUREMENTS - 1] = "";
    if (index % 10 === 0) {
      broken[0] = "n/a";
    } else if (index % 4 === 1) {
      broken[1] = HUGE;
    }
    return ["2.1", ...broken, STATES[state]];
  }));
}

/** Measurements around one of four centres, far enough from each other. */
function row(random) {
  const state = Math.floor(random() * STATES.length);
  const values = Array.from({ length: MEASUREMENTS }, (_, index) => {
    const centre = index % STATES.length === state ? 2 : 0;
    return (centre + random() + random() - 1).toFixed(3);
  });
  return { values, state };
}

/** Uniform numbers in [0, 1): a linear congruential generator (Numerical Recipes), good enough for test data. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
