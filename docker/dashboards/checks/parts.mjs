// The parts of a dashboard that ask something, each with a name to report it by.

/** All panels that show something: `[{where, panel}]`. */
export function panels(dashboard) {
  return dashboard.panels
    .filter((panel) => panel.type !== "row")
    .map((panel) => ({ where: `${dashboard.title}, panel ${panel.id} "${panel.title}"`, panel }));
}

/** All queries of panels: `[{where, panel, target}]`. */
export function targets(dashboard) {
  return panels(dashboard).flatMap(({ where, panel }) =>
    panel.targets.map((target) => ({ where: `${where}, "${target.legendFormat}"`, panel, target })));
}

/** All annotations: `[{where, annotation}]`. */
export function annotations(dashboard) {
  return dashboard.annotations.list.map((annotation) => ({ where: `${dashboard.title}, annotation ${annotation.name}`, annotation }));
}

/** All variables, in the order they are filled in: `[{where, name, series, label}]` of `label_values(series, label)`. */
export function variables(dashboard) {
  return dashboard.templating.list.map(({ name, query }) => {
    const where = `${dashboard.title}, variable ${name}`;
    const parsed = /^label_values\((.+), *(\w+)\)$/.exec(query.query);
    if (parsed === null) {
      throw new Error(`${where}: must be label_values(series, label), got ${query.query}`);
    }
    return { where, name, series: parsed[1], label: parsed[2] };
  });
}

/** The labels that a legend or a title names: `{{fate}}`. */
export function labelsOf(format) {
  return [...format.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label]) => label);
}
