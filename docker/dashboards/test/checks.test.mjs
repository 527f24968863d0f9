import assert from "node:assert/strict";
import { test } from "node:test";
import * as alerting from "../checks/alerts.mjs";
import { judge } from "../checks/live.mjs";
import * as metrics from "../checks/metrics.mjs";
import * as provisioning from "../checks/provisioning.mjs";
import { Schemas } from "../checks/schema.mjs";
import { find, readCatalogue } from "../source/catalogue.mjs";
import { DASHBOARDS, text } from "../source/dashboards.mjs";

const schemas = new Schemas();
const catalogue = readCatalogue();

/** A copy of the overview, changed. */
function changed(change) {
  const dashboard = JSON.parse(text(DASHBOARDS.overview));
  change(dashboard);
  return dashboard;
}

const panel = (dashboard, title) => dashboard.panels.find((each) => each.title === title);

function assertFinds(problems, pattern) {
  assert.ok(problems.some((problem) => pattern.test(problem)), `${pattern} is not among:\n${problems.join("\n")}`);
}

test("a key that Grafana does not know is found wherever it stands", () => {
  assertFinds(schemas.problems(changed((d) => { d.panles = []; })), /additional properties panles/);
  assertFinds(schemas.problems(changed((d) => { panel(d, "Lag").options.texMode = "value"; })), /"Lag".*additional properties texMode/);
  assertFinds(schemas.problems(changed((d) => { panel(d, "Where the time goes").fieldConfig.defaults.custom.fill = 1; })), /"Where the time goes".*fill/);
  assertFinds(schemas.problems(changed((d) => { panel(d, "Lag").targets[0].query = "x"; })), /"Lag", target A.*query/);
});

test("a value that Grafana does not know is found", () => {
  assertFinds(schemas.problems(changed((d) => { panel(d, "Lag").options.textMode = "big"; })), /must be equal to one of .*value_and_name/);
  assertFinds(schemas.problems(changed((d) => { panel(d, "Lag").gridPos.h = "4"; })), /gridPos\/h must be number/);
  assertFinds(schemas.problems(changed((d) => { panel(d, "Lag").type = "grpah"; })), /type grpah is not among/);
});

test("a metric that does not exist, and a unit that is not the metric's, are found", () => {
  const wrongMetric = changed((d) => { panel(d, "Lag").targets[0].expr = 'max(lagg{job_name="$job"})'; });
  assertFinds(metrics.problems([wrongMetric], [], catalogue), /"Lag".*lagg is not in docs\/operations\.md/);
  const wrongUnit = changed((d) => { panel(d, "Lag").fieldConfig.defaults.unit = "s"; });
  assertFinds(metrics.problems([wrongUnit], [], catalogue), /"Lag".*its unit must be short, got s/);
});

test("a metric that nobody shows is found", () => {
  const problems = metrics.problems([DASHBOARDS.overview], [], catalogue);
  assertFinds(problems, /millrace_gradient_norm is in no panel and no alert/);
});

test("a variable of a label that the metric lacks is found", () => {
  const dashboard = changed((d) => { d.templating.list[0].query.query = d.templating.list[0].query.query.replace("job_name", "job"); });
  assertFinds(metrics.problems([dashboard], [], catalogue), /variable job: .* has no label job/);
});

test("files that do not agree with each other are found", () => {
  const files = () => structuredClone(provisioning.readFiles());
  const uid = changed((d) => { panel(d, "Lag").targets[0].datasource.uid = "prometheus"; });
  assertFinds(provisioning.problems([uid], files()), /"Lag".*data source prometheus is not provisioned/);

  const mount = files();
  mount.providers[0].options.path = "/var/lib/dashboards";
  assertFinds(provisioning.problems([], mount), /\/var\/lib\/dashboards is not where compose\.yaml mounts/);

  const address = files();
  address.prometheus.scrape_configs[0].static_configs[0].targets = ["jobmaster:9249"];
  assertFinds(provisioning.problems([], address), /jobmaster:9249 is no service/);

  const interval = files();
  interval.prometheus.global.scrape_interval = "15s";
  assertFinds(provisioning.problems([], interval), /timeInterval must be the scrape interval 15s, got 5s/);
});

test("an alert without severity, value, runbook or a test of either kind is found", () => {
  const alert = { alert: "A", expr: "up == 0", labels: { severity: "bad" }, annotations: { summary: "s", description: "d", runbook_url: "docs/operations.md#nowhere" } };
  const fires = { tests: [{ alert_rule_test: [{ alertname: "A", exp_alerts: [{}] }] }] };
  const problems = alerting.problems([alert], fires, "## Somewhere\n");
  assertFinds(problems, /severity must be one of page, warn, got bad/);
  assertFinds(problems, /description does not say the value/);
  assertFinds(problems, /must end in a heading .*got docs\/operations\.md#nowhere/);
  assertFinds(problems, /no test sees it quiet/);
  assert.ok(!problems.some((problem) => /fire/.test(problem)));
  assertFinds(alerting.problems([alert], { tests: [] }, ""), /no test sees it fire/);
});

test("an answer must hold series, finite numbers, and the labels that its legend names", () => {
  const series = [{ labels: { fate: "trained" }, points: [[0, 1], [5, 2]] }];
  assert.equal(judge(series, "{{fate}}"), null);
  assert.match(judge(series, "{{view}}"), /its legend names view, its series have fate/);
  assert.match(judge([{ labels: {}, points: [[0, NaN]] }], "x"), /NaN/);
  assert.equal(judge([], "x"), "no series");
  assert.equal(judge([{ labels: {}, points: [] }], "x"), "no series");
});

test("a metric is found by the end of its name, and an end that fits several is refused", () => {
  assert.match(find(catalogue, "millrace_loss").name, /_millrace_loss$/);
  assert.throws(() => find(catalogue, "Status_JVM_Memory_Heap_Used"), /jobmanager.*taskmanager/);
  assert.throws(() => find(catalogue, "millrace_los"), /got none/);
});
