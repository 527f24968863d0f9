// All dashboards by the name of their file.

import delivery from "./delivery.mjs";
import overview from "./overview.mjs";
import training from "./training.mjs";

export const DASHBOARDS = { overview, training, delivery };

/** Where Grafana finds them. */
export const DIRECTORY = new URL("../../grafana/dashboards/", import.meta.url);

/** The text of a dashboard's file. */
export function text(dashboard) {
  return JSON.stringify(dashboard, null, 2) + "\n";
}
