// Every metric there is, read from the tables under "Metrics" in docs/operations.md, which a Java test holds to what is registered.

import fs from "node:fs";

export const OPERATIONS = new URL("../../../docs/operations.md", import.meta.url);

const COLUMNS = ["metric", "kind", "unit", "labels"];

/** The catalogue of a document: a map from a metric's whole name in Prometheus to `{name, kind: "gauge" | "counter", unit, labels: [..]}`. */
export function readCatalogue(markdown = fs.readFileSync(OPERATIONS, "utf8")) {
  const metrics = new Map();
  let header = null;
  for (const line of markdown.split("\n")) {
    const cells = line.startsWith("|") ? line.slice(1, -1).split("|").map((cell) => cell.trim()) : null;
    if (cells === null) {
      header = null;
    } else if (header === null) {
      header = cells.map((cell) => cell.toLowerCase());
    } else if (/^`flink_\w+`$/.test(cells[0]) && COLUMNS.every((column) => header.includes(column))) {
      const [name, kind, unit, labels] = COLUMNS.map((column) => cells[header.indexOf(column)].replaceAll("`", ""));
      metrics.set(name, { name, kind, unit, labels: labels.split(",").map((label) => label.trim()).filter((label) => label !== "") });
    }
  }
  if (metrics.size === 0) {
    throw new Error("docs/operations.md has no table of metrics with the columns " + COLUMNS.join(", "));
  }
  return metrics;
}

/** Finds the one metric whose name ends in `ending`, at a word's start: `millrace_loss`, `job_numRestarts`. */
export function find(catalogue, ending) {
  const found = [...catalogue.values()].filter(({ name }) => name === ending || name.endsWith("_" + ending));
  if (found.length !== 1) {
    const names = found.map(({ name }) => name).join(", ") || "none";
    throw new Error(`${ending} must be the end of one metric's name in docs/operations.md, got ${names}`);
  }
  return found[0];
}
