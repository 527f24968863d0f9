// Holds every expression to the catalogue of metrics: it parses, knows its metrics, and is shown in their unit; and no metric is forgotten.

import { Expression, fill } from "./expression.mjs";
import { annotations, targets, variables } from "./parts.mjs";

/** What Prometheus itself adds to each scrape. */
const OF_PROMETHEUS = ["up"];

/** Registered metrics that no panel and no alert shows, each with the reason. */
const EXCEPTIONS = {};

/** Grafana's unit for a unit of the catalogue, or of what PromQL makes of it. */
const GRAFANA_UNITS = {
  number: "none",
  count: "short",
  "count/s": "cps",
  ratio: "percentunit",
  seconds: "s",
  milliseconds: "ms",
  bytes: "bytes",
};

/** Any values do to parse; a live check takes the stack's own. */
const SAMPLES = { job: "job", model: "model" };

/**
 * What is wrong with dashboards and alerts, a sentence each.
 *
 * @param catalogue as `readCatalogue` gives it
 * @param alerts `[{alert, expr}]`
 */
export function problems(dashboards, alerts, catalogue) {
  const problems = [];
  const seen = new Set();
  const within = (where, check) => {
    try {
      check();
    } catch (e) {
      problems.push(`${where}: ${e.message}`);
    }
  };
  const parse = (text) => {
    const expression = new Expression(fill(text, SAMPLES));
    for (const name of expression.metrics()) {
      if (!catalogue.has(name) && !OF_PROMETHEUS.includes(name)) {
        throw new Error(`${name} is not in docs/operations.md`);
      }
      seen.add(name);
    }
    return expression;
  };

  for (const dashboard of dashboards) {
    for (const { where, panel, target } of targets(dashboard)) {
      within(where, () => {
        const unit = parse(target.expr).unit((name) => catalogue.get(name).unit);
        const { unit: shown } = panel.fieldConfig.defaults;
        if (GRAFANA_UNITS[unit] !== shown) {
          throw new Error(`its numbers are ${unit}, so its unit must be ${GRAFANA_UNITS[unit]}, got ${shown}`);
        }
      });
    }
    annotations(dashboard).forEach(({ where, annotation }) => within(where, () => parse(annotation.expr)));
    for (const { where, series, label } of variables(dashboard)) {
      within(where, () => {
        const [name] = parse(series).metrics();
        if (!catalogue.get(name).labels.includes(label)) {
          throw new Error(`${name} has no label ${label}`);
        }
      });
    }
  }
  alerts.forEach(({ alert, expr }) => within(`alert ${alert}`, () => parse(expr)));

  for (const name of catalogue.keys()) {
    if (!seen.has(name) && !(name in EXCEPTIONS)) {
      problems.push(`${name} is in no panel and no alert; show it, or state in checks/metrics.mjs why not`);
    }
    if (seen.has(name) && name in EXCEPTIONS) {
      problems.push(`${name} is shown, and stated as an exception in checks/metrics.mjs`);
    }
  }
  return problems;
}
