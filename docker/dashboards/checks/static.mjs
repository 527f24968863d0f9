// All that can be held against the files alone.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { readCatalogue } from "../source/catalogue.mjs";
import { DASHBOARDS, DIRECTORY, text } from "../source/dashboards.mjs";
import * as alerting from "./alerts.mjs";
import * as metrics from "./metrics.mjs";
import * as provisioning from "./provisioning.mjs";
import { Schemas } from "./schema.mjs";
import { panels, targets } from "./parts.mjs";

const PROMETHEUS = fileURLToPath(new URL("../../prometheus/", import.meta.url));

/** The dashboards as Grafana reads them: from their files. */
export function readDashboards() {
  return Object.keys(DASHBOARDS).map((name) => JSON.parse(fs.readFileSync(new URL(`${name}.json`, DIRECTORY), "utf8")));
}

/** Runs every static check: `[{name, problems}]`. */
export function run() {
  const dashboards = readDashboards();
  const alerts = alerting.readAlerts();
  const count = (parts) => dashboards.flatMap(parts).length;
  const schemas = new Schemas();
  return [
    { name: `the files are what source/ makes: ${dashboards.length} dashboards`, problems: outdated() },
    { name: `they are of Grafana's types: ${count(panels)} panels`, problems: dashboards.flatMap((dashboard) => schemas.problems(dashboard)) },
    {
      name: `every expression parses, of registered metrics, in their unit: ${count(targets)} queries, ${alerts.length} alerts, ${readCatalogue().size} metrics`,
      problems: metrics.problems(dashboards, alerts, readCatalogue()),
    },
    { name: "data sources, mounts and addresses agree", problems: provisioning.problems(dashboards, provisioning.readFiles()) },
    { name: `alerts say what a person needs, and have their tests: ${alerts.length}`, problems: alerting.problems(alerts, alerting.readTests()) },
    { name: "promtool check config", problems: promtool("check", "config", "prometheus.yml") },
    { name: "promtool test rules", problems: promtool("test", "rules", "alerts_test.yml") },
  ];
}

function outdated() {
  return Object.entries(DASHBOARDS)
    .filter(([name, dashboard]) => fs.readFileSync(new URL(`${name}.json`, DIRECTORY), "utf8") !== text(dashboard))
    .map(([name]) => `${name}.json is not what source/${name}.mjs makes: npm run build`);
}

function promtool(...command) {
  try {
    execFileSync("promtool", command, { cwd: PROMETHEUS, stdio: "pipe" });
    return [];
  } catch (e) {
    return [e.code === "ENOENT" ? "there is no promtool: install Prometheus, with apt-get install prometheus for example" : `${e.stdout}${e.stderr}`.trim()];
  }
}
