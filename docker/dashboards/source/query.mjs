// PromQL of the dashboards: metrics by the ends of their names, chosen by the dashboard's variables.

import { find, readCatalogue } from "./catalogue.mjs";

const catalogue = readCatalogue();

/** What a metric's series are chosen by: the dashboard's job and model, where it has those labels. */
function matchers({ labels }, more) {
  const chosen = { ...more };
  if (labels.includes("job_name")) chosen.job_name = "$job";
  if (labels.includes("model")) chosen.model = "$model";
  return Object.entries(chosen).map(([label, value]) => `${label}="${value}"`).join(", ");
}

/** The series of a metric of the chosen job and model: `of("millrace_accuracy", { view: "window" })`. */
export function of(ending, more = {}) {
  const metric = find(catalogue, ending);
  return `${metric.name}{${matchers(metric, more)}}`;
}

/** One number per value of `labels`. A restart makes new series beside the old ones for a moment: the larger one counts. */
export function max(series, ...labels) {
  return labels.length === 0 ? `max(${series})` : `max by (${labels.join(", ")}) (${series})`;
}

/** How fast a counter grows, a second. Each attempt's series is its own, so what a restart takes back is not counted as growth. */
export function rate(series, ...labels) {
  return sum(`rate(${series}[$__rate_interval])`, ...labels);
}

/** By how much a counter grew within `time`. */
export function increase(series, time, ...labels) {
  return sum(`increase(${series}[${time}])`, ...labels);
}

function sum(series, ...labels) {
  return labels.length === 0 ? `sum(${series})` : `sum by (${labels.join(", ")}) (${series})`;
}

/** A metric of the TaskManager that trains the chosen model: TaskManagers know no job, but share their id with its series. */
export function trainersProcess(ending) {
  return andTrains(of(ending));
}

/** The mean of such a metric from one point of the picture to the next, where it jumps from scrape to scrape. */
export function trainersProcessMean(ending) {
  return andTrains(`avg_over_time(${of(ending)}[$__rate_interval])`);
}

function andTrains(series) {
  return `${series} and on (tm_id) ${of("millrace_steps_total")}`;
}

/** A metric of the JobManager that runs the chosen job. */
export function jobsManager(ending) {
  return `${of(ending)} and on (instance) ${of("job_runningTime")}`;
}
