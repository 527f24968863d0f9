// Asks everything that the dashboards ask of a running job, of a Prometheus or of a Grafana in front of one.

import { fill } from "./expression.mjs";
import { annotations, labelsOf, targets, variables } from "./parts.mjs";

const STEP_SECONDS = 5;
const PANEL_SECONDS = 30;
/** Long enough for a snapshot, and for the start of a stack that was just brought up. */
const ANNOTATION_SECONDS = 30 * 60;

/**
 * Chooses the values of a dashboard's variables: those wished for, else the first there are.
 *
 * @param source a `Prometheus` or `Grafana`
 * @returns `{values: {job, model}, problems}`
 */
export async function choose(source, dashboard, wishes = {}) {
  const values = {};
  const problems = [];
  for (const { where, name, series, label } of variables(dashboard)) {
    const there = await source.labelValues(fill(series, values), label);
    const chosen = wishes[name] ?? there[0];
    if (!there.includes(chosen)) {
      problems.push(`${where}: ${chosen === undefined ? "there are no values" : `${chosen} is not among ${there.join(", ")}`}`);
    }
    values[name] = chosen;
  }
  return { values, problems };
}

/** Asks every variable, query and annotation: `[{name, problems}]`, a check for each dashboard. */
export async function run(source, dashboards, wishes) {
  const results = [];
  for (const dashboard of dashboards) {
    const { values, problems } = await choose(source, dashboard, wishes);
    if (problems.length === 0) {
      for (const { where, target } of targets(dashboard)) {
        const problem = judge(await ask(source, target.expr, values, PANEL_SECONDS), target.legendFormat);
        if (problem !== null) problems.push(`${where}: ${problem}`);
      }
      for (const { where, annotation } of annotations(dashboard)) {
        const series = await ask(source, annotation.expr, values, ANNOTATION_SECONDS);
        const problem = judge(series, annotation.titleFormat + annotation.textFormat);
        if (problem !== null) problems.push(`${where}: ${problem}`);
      }
    }
    const count = targets(dashboard).length;
    results.push({ name: `${dashboard.title}: ${count} queries give finite series, for ${JSON.stringify(values)}`, problems });
  }
  return results;
}

async function ask(source, expr, values, seconds) {
  const now = Math.floor(Date.now() / 1000);
  return source.range(fill(expr, values), now - seconds, now, STEP_SECONDS);
}

/** What is wrong with an answer, or null. */
export function judge(series, format) {
  if (!series.some(({ points }) => points.length > 0)) {
    return "no series";
  }
  for (const { labels, points } of series) {
    const odd = points.find(([, value]) => !Number.isFinite(value));
    if (odd !== undefined) {
      return `${odd[1]} in ${JSON.stringify(labels)}`;
    }
    const missing = labelsOf(format).find((label) => !(label in labels));
    if (missing !== undefined) {
      return `its legend names ${missing}, its series have ${Object.keys(labels).join(", ") || "no labels"}`;
    }
  }
  return null;
}
