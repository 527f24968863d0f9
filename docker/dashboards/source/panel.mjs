// Panels: what a dashboard says once about each, made into what Grafana expects.

import { WAYS } from "../faults/moves.mjs";
import { OURS } from "./colours.mjs";
import { FAULTS } from "./faults.mjs";

/** Where a panel keeps what moves it: beside what goes into the file. */
export const MOVED = Symbol("moved");

export const DATASOURCE = { type: "prometheus", uid: "millrace-prometheus" };

/**
 * A panel of one or more lines over time.
 *
 * @param title a few words
 * @param what what the numbers are and what to think of them; Markdown
 * @param moved `{by, how, line}`: the fault that moves it, the way, and the legend of the line that shows it (the first if left out)
 * @param unit Grafana's name of the unit
 * @param lines `{expr, legend, colour}` each; `dashed` for what is only there to compare with; a legend with a label in it makes several
 * @param colours by legend, for lines that a label makes
 * @param stacked whether the lines add up to something
 * @param logarithmic whether the axis is
 * @param min, max, decimals of the axis
 * @param steps `[[from, colour], ...]`: thresholds, drawn as dashed lines
 */
export function timeseries({ title, what, moved, unit, lines, colours = {}, stacked = false, logarithmic = false, min, max, decimals, steps = [] }) {
  const custom = {
    drawStyle: "line",
    lineInterpolation: "linear",
    lineWidth: stacked ? 1 : 2,
    fillOpacity: stacked ? 40 : lines.length === 1 ? 8 : 0,
    showPoints: "never",
    spanNulls: false,
    axisSoftMin: logarithmic || min !== undefined ? undefined : 0,
    stacking: stacked ? { mode: "normal", group: "A" } : undefined,
    scaleDistribution: logarithmic ? { type: "log", log: 10 } : undefined,
    thresholdsStyle: { mode: steps.length > 0 ? "dashed" : "off" },
  };
  return panel("timeseries", { title, what, moved, unit, lines, min, max, decimals }, {
    custom,
    color: lines.length === 1 && lines[0].colour ? { mode: "fixed", fixedColor: lines[0].colour } : { mode: "palette-classic" },
    thresholds: thresholds("transparent", steps),
  }, {
    overrides: [...lines.flatMap(look), ...Object.entries(colours).map(([legend, colour]) => byName(legend, [fixed(colour)]))],
    options: {
      legend: { showLegend: true, displayMode: "list", placement: "bottom", calcs: ["lastNotNull"] },
      tooltip: { mode: "multi", sort: "desc" },
    },
  });
}

/** One number, large, over its own course. `steps` colour it; below the first it is `colour`. */
export function stat({ title, what, moved, unit, lines, min, max, decimals, colour = OURS, steps = [], noValue }) {
  return panel("stat", { title, what, moved, unit, lines, min, max, decimals }, {
    color: { mode: "thresholds" },
    thresholds: thresholds(colour, steps),
    noValue,
  }, {
    overrides: [],
    options: {
      colorMode: "value",
      graphMode: "area",
      justifyMode: "auto",
      textMode: "value",
      wideLayout: true,
      orientation: "auto",
      showPercentChange: false,
      percentChangeColorMode: "standard",
      reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
    },
  });
}

/** A headline above the panels that follow it. */
export function row(title) {
  return { type: "row", title, collapsed: false, panels: [] };
}

function panel(type, { title, what, moved, unit, lines, min, max, decimals }, defaults, { overrides, options }) {
  if (!(moved.by in FAULTS) || !WAYS.includes(moved.how)) {
    throw new Error(`${title}: moved must name a fault and a way, got ${JSON.stringify(moved)}`);
  }
  const shows = moved.line ? `*${moved.line}* ${moved.how}` : `it ${moved.how}`;
  return {
    [MOVED]: moved,
    type,
    title,
    description: `${what}\n\n**${moved.by}** moves it (${FAULTS[moved.by]}): ${shows}.`,
    datasource: DATASOURCE,
    fieldConfig: { defaults: { unit, min, max, decimals, ...defaults }, overrides },
    options,
    targets: lines.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: DATASOURCE,
      editorMode: "code",
      expr,
      legendFormat: legend,
      range: true,
      instant: false,
    })),
  };
}

function thresholds(base, steps) {
  return { mode: "absolute", steps: [{ value: null, color: base }, ...steps.map(([value, color]) => ({ value, color }))] };
}

function look({ legend, colour, dashed }) {
  const properties = [
    ...(colour ? [fixed(colour)] : []),
    ...(dashed ? [{ id: "custom.lineStyle", value: { fill: "dash", dash: [6, 6] } }, { id: "custom.lineWidth", value: 1 }] : []),
  ];
  return properties.length === 0 ? [] : [byName(legend, properties)];
}

function byName(legend, properties) {
  return { matcher: { id: "byName", options: legend }, properties };
}

function fixed(colour) {
  return { id: "color", value: { mode: "fixed", fixedColor: colour } };
}
