// Writes the dashboards that Grafana reads: npm run build

import fs from "node:fs";
import { DASHBOARDS, DIRECTORY, text } from "./source/dashboards.mjs";

fs.mkdirSync(DIRECTORY, { recursive: true });
for (const [name, dashboard] of Object.entries(DASHBOARDS)) {
  fs.writeFileSync(new URL(`${name}.json`, DIRECTORY), text(dashboard));
}
