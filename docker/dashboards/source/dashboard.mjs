// The frame that all dashboards share: variables, annotations, links, and the grid.

import { DATASOURCE } from "./panel.mjs";
import { max, of } from "./query.mjs";
import { GOOD, WARN } from "./colours.mjs";

const TAG = "millrace";
const GRID_WIDTH = 24;

/**
 * A dashboard.
 *
 * @param rows `[height, panel, ...]` each: its panels side by side, all equally wide; or `[headline]`
 */
export function dashboard({ uid, title, description, rows }) {
  return {
    uid,
    title,
    description,
    tags: [TAG],
    schemaVersion: 42,
    editable: false,
    graphTooltip: 1, // one crosshair through all panels
    refresh: "10s",
    time: { from: "now-30m", to: "now" },
    timezone: "browser",
    templating: { list: variables() },
    annotations: { list: annotations() },
    links: [links()],
    panels: grid(rows),
  };
}

function variables() {
  const shared = { type: "query", datasource: DATASOURCE, refresh: 2, sort: 1, multi: false, includeAll: false };
  const query = (expr, label) => ({ qryType: 1, query: `label_values(${expr}, ${label})`, refId: "variable" });
  return [
    { ...shared, name: "job", label: "Job", query: query(of("job_runningTime").replace(/{.*}/, ""), "job_name") },
    { ...shared, name: "model", label: "Model", query: query(of("millrace_steps_total").replace(/{.*}/, '{job_name="$job"}'), "model") },
  ];
}

/** Both give one point per event: a window as long as the step. */
function annotations() {
  const shared = { datasource: DATASOURCE, enable: true, step: "15s" };
  const version = of("millrace_snapshot_version");
  return [
    {
      ...shared,
      name: "Snapshots",
      iconColor: GOOD,
      expr: `count_values by (model) ("version", ${version} and changes(${version}[15s]) > 0)`,
      titleFormat: "Snapshot {{version}}",
      textFormat: "of {{model}}",
    },
    {
      ...shared,
      name: "Starts",
      iconColor: WARN,
      expr: `${max(of("job_runningTime"), "job_name")} > 0 and ${max(of("job_runningTime"), "job_name")} < 15000`,
      titleFormat: "The job runs again",
      textFormat: "{{job_name}}",
    },
  ];
}

function links() {
  return {
    type: "dashboards",
    title: "Millrace",
    tags: [TAG],
    asDropdown: false,
    icon: "external link",
    includeVars: true,
    keepTime: true,
    targetBlank: false,
    tooltip: "",
    url: "",
  };
}

function grid(rows) {
  const panels = [];
  let y = 0;
  for (const [first, ...rest] of rows) {
    const headline = typeof first !== "number";
    const height = headline ? 1 : first;
    const beside = headline ? [first] : rest;
    const width = GRID_WIDTH / beside.length;
    beside.forEach((panel, index) => {
      panels.push({ id: panels.length + 1, gridPos: { x: index * width, y, w: width, h: height }, ...panel });
    });
    y += height;
  }
  return panels;
}
