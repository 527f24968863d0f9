// Holds the alerts to what a person who is woken needs, and to their tests.

import fs from "node:fs";
import { parse } from "yaml";
import { OPERATIONS } from "../source/catalogue.mjs";

const PROMETHEUS = new URL("../../prometheus/", import.meta.url);
const SEVERITIES = ["page", "warn"];

/** All alerts: `[{alert, expr, labels, annotations}]`. */
export function readAlerts() {
  return parse(fs.readFileSync(new URL("alerts.yml", PROMETHEUS), "utf8")).groups.flatMap(({ rules }) => rules);
}

/** What `promtool test rules` is given: `{tests: [{alert_rule_test: [{alertname, exp_alerts}]}]}`. */
export function readTests() {
  return parse(fs.readFileSync(new URL("alerts_test.yml", PROMETHEUS), "utf8"));
}

/** What is wrong, a sentence each; `promtool` says the rest. */
export function problems(alerts, tests, operations = fs.readFileSync(OPERATIONS, "utf8")) {
  const anchors = [...operations.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchor(title));
  const cases = tests.tests.flatMap((test) => test.alert_rule_test ?? []);
  return alerts.flatMap(({ alert, labels = {}, annotations = {} }) => {
    const problems = [];
    if (!SEVERITIES.includes(labels.severity)) {
      problems.push(`severity must be one of ${SEVERITIES.join(", ")}, got ${labels.severity}`);
    }
    for (const name of ["summary", "description", "runbook_url"]) {
      if (!annotations[name]) problems.push(`${name} is missing`);
    }
    if (annotations.description && !/\{\{.*\$value.*\}\}/.test(annotations.description)) {
      problems.push("description does not say the value");
    }
    const runbook = /docs\/operations\.md#([\w-]+)$/.exec(annotations.runbook_url ?? "");
    if (runbook === null || !anchors.includes(runbook[1])) {
      problems.push(`runbook_url must end in a heading of docs/operations.md, got ${annotations.runbook_url}`);
    }
    const own = cases.filter(({ alertname }) => alertname === alert);
    if (!own.some(({ exp_alerts = [] }) => exp_alerts.length > 0)) problems.push("no test sees it fire");
    if (!own.some(({ exp_alerts = [] }) => exp_alerts.length === 0)) problems.push("no test sees it quiet");
    return problems.map((problem) => `alert ${alert}: ${problem}`);
  });
}

/** A heading's anchor, as GitHub makes it. */
function anchor(heading) {
  return heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-");
}
