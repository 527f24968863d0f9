// docker/dashboards/check [--prometheus URL] [--grafana URL] [--faults]

import { parseArgs } from "node:util";
import { Grafana, provisioned } from "./checks/grafana.mjs";
import * as live from "./checks/live.mjs";
import { Prometheus } from "./checks/prometheus.mjs";
import { report } from "./checks/report.mjs";
import * as statics from "./checks/static.mjs";
import * as faults from "./faults/run.mjs";
import { DATASOURCE } from "./source/panel.mjs";

const USAGE = `Checks the dashboards and alerts against the files alone; and, with an address, against what runs there.

Usage: check [--prometheus URL] [--grafana URL] [--faults] [--job NAME] [--model NAME]

      --prometheus URL   Ask every query of a Prometheus that scrapes a running job.
      --grafana URL      Ask them through a Grafana, and that it has the dashboards.
      --faults           Bring the compose stack up, do to it what each panel names, and see the panel move.
      --job, --model     The values of the dashboards' variables; default the first that there are.

The token or the user and password for Grafana are in GRAFANA_TOKEN or GRAFANA_USER and GRAFANA_PASSWORD.
`;

let values;
try {
  ({ values } = parseArgs({
    options: {
      prometheus: { type: "string" },
      grafana: { type: "string" },
      faults: { type: "boolean", default: false },
      job: { type: "string" },
      model: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  }));
} catch (e) {
  console.error(`${e.message}\n\n${USAGE}`);
  process.exit(2);
}
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

try {
  process.exitCode = (await check()) ? 0 : 1;
} catch (e) {
  console.error(e.message);
  process.exitCode = 1;
}

/** Runs what was asked for. @returns whether all of it holds */
async function check() {
  let holds = report(statics.run());
  const dashboards = statics.readDashboards();
  if (values.prometheus) {
    holds = report(await live.run(new Prometheus(values.prometheus), dashboards, values)) && holds;
  }
  if (values.grafana) {
    const grafana = new Grafana(values.grafana, DATASOURCE.uid);
    holds = report(await provisioned(grafana, dashboards)) && holds;
    holds = report(await live.run(grafana, dashboards, values)) && holds;
  }
  if (values.faults) {
    holds = (await faults.run(dashboards)) && holds;
  }
  return holds;
}
