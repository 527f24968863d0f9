// Holds dashboards to the types that Grafana itself is built with: @grafana/schema's, made into JSON schemas.

import Ajv from "ajv";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const TYPES = new URL("../node_modules/@grafana/schema/dist/types/raw/", import.meta.url);

/** Those of Prometheus' queries and annotations are not in the package: its types leave targets open, and annotations without a query. */
const TARGET = {
  type: "object",
  required: ["refId", "datasource", "expr", "legendFormat", "range", "instant", "editorMode"],
  properties: {
    refId: { type: "string" },
    datasource: { type: "object" },
    expr: { type: "string" },
    legendFormat: { type: "string" },
    range: { type: "boolean" },
    instant: { type: "boolean" },
    editorMode: { enum: ["code"] },
  },
  additionalProperties: false,
};
const ANNOTATION = {
  expr: { type: "string" },
  step: { type: "string" },
  titleFormat: { type: "string" },
  textFormat: { type: "string" },
};

/** Validates dashboards; making the schemas takes some seconds. */
export class Schemas {
  #dashboard = compile("dashboard/x/types.gen.d.ts", "Dashboard", (schema) =>
    Object.assign(schema.definitions.AnnotationQuery.properties, ANNOTATION));
  #panel = compile("dashboard/x/types.gen.d.ts", "Panel");
  #row = compile("dashboard/x/types.gen.d.ts", "RowPanel");
  #target = new Ajv({ allErrors: true }).compile(TARGET);
  #options = {
    timeseries: compile("composable/timeseries/panelcfg/x/types.gen.d.ts", "Options"),
    stat: compile("composable/stat/panelcfg/x/types.gen.d.ts", "Options"),
  };
  #custom = { timeseries: compile("composable/timeseries/panelcfg/x/types.gen.d.ts", "FieldConfig") };

  /** What is wrong, a sentence each. */
  problems(dashboard) {
    const problems = errors(this.#dashboard, { ...dashboard, panels: [] }, "the dashboard");
    for (const panel of dashboard.panels) {
      const title = `panel "${panel.title}"`;
      if (panel.type === "row") {
        problems.push(...errors(this.#row, panel, title));
        continue;
      }
      problems.push(...errors(this.#panel, panel, title));
      if (!(panel.type in this.#options)) {
        problems.push(`${title}: the type ${panel.type} is not among those checked here: ${Object.keys(this.#options).join(", ")}`);
        continue;
      }
      problems.push(...errors(this.#options[panel.type], panel.options, `${title}, options`));
      panel.targets.forEach((target) => problems.push(...errors(this.#target, target, `${title}, target ${target.refId}`)));
      if (panel.type in this.#custom) {
        problems.push(...errors(this.#custom[panel.type], panel.fieldConfig.defaults.custom, `${title}, field`));
      }
    }
    return problems;
  }
}

function compile(file, type, change = () => {}) {
  const schema = createGenerator({ path: path.join(fileURLToPath(TYPES), file), type, skipTypeCheck: true }).createSchema(type);
  change(schema);
  return new Ajv({ strict: false, allErrors: true }).compile(schema);
}

function errors(validate, value, where) {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.allowedValues?.join(", ") ?? "";
    return `${where}: ${instancePath || "it"} ${message} ${detail}`.trim();
  });
}
