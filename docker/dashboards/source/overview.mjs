// Is it healthy? What one looks at first, and leaves on a wall.

import { BAD, FLOOR, GOOD, OURS, SECOND, THIRD, WARN } from "./colours.mjs";
import { dashboard } from "./dashboard.mjs";
import { stat, timeseries } from "./panel.mjs";
import { increase, max, of, rate } from "./query.mjs";

const dead = rate(of("millrace_dead_letters_total"));
const valid = rate(of("millrace_samples_total"));

const running = stat({
  title: "Running for",
  what: "Time since the job last began to run; nothing while it does not.",
  moved: { by: "lost TaskManager", how: "falls" },
  unit: "ms",
  decimals: 0,
  lines: [{ expr: max(of("job_runningTime")), legend: "running" }],
  colour: BAD,
  steps: [[1, GOOD]],
  noValue: "down",
});

const samples = stat({
  title: "Samples a second",
  what: "Valid samples that the job deals with.",
  moved: { by: "pause", how: "falls" },
  unit: "cps",
  lines: [{ expr: valid, legend: "samples" }],
});

const lag = stat({
  title: "Lag",
  what: "Records of the input topic that are there and not read yet. It rises in bursts; what matters is that it comes down again.",
  moved: { by: "burst", how: "rises" },
  unit: "short",
  lines: [{ expr: max(of("millrace_lag_records")), legend: "lag" }],
  colour: GOOD,
  steps: [[10000, WARN], [100000, BAD]],
});

const lead = stat({
  title: "Accuracy above the floor",
  what: "Accuracy in the window, less the better of the two floors beside it: repeating the last label, and naming the most frequent one. Below 0 the model is worth nothing now.",
  moved: { by: "wrong labels", how: "falls" },
  unit: "percentunit",
  decimals: 1,
  lines: [{
    expr: `${view("millrace_accuracy")} - (${view("millrace_no_change_accuracy")} > ${view("millrace_majority_accuracy")} or ${view("millrace_majority_accuracy")})`,
    legend: "lead",
  }],
  colour: BAD,
  steps: [[0, WARN], [0.05, GOOD]],
});

const deadShare = stat({
  title: "Dead letters",
  what: "Share of the records that could not be read as samples. Each stands in the dead-letter topic with its reason.",
  moved: { by: "bad records", how: "rises" },
  unit: "percentunit",
  decimals: 2,
  lines: [{ expr: `${dead} / clamp_min(${dead} + ${valid}, 1e-9)`, legend: "dead letters" }],
  colour: GOOD,
  steps: [[0.001, WARN], [0.01, BAD]],
});

const restarts = stat({
  title: "Restarts in an hour",
  what: "How often Flink started the job again from its newest checkpoint.",
  moved: { by: "lost TaskManager", how: "rises" },
  unit: "short",
  decimals: 0,
  lines: [{ expr: increase(of("job_numRestarts"), "1h"), legend: "restarts" }],
  colour: GOOD,
  steps: [[1, WARN], [5, BAD]],
});

const throughput = timeseries({
  title: "What becomes of the samples",
  what: "Valid samples a second by their fate: trained on, part of a step that was rejected, or without a label and so only predicted.",
  moved: { by: "pause", how: "falls", line: "trained" },
  unit: "cps",
  stacked: true,
  lines: [{ expr: rate(of("millrace_samples_total"), "fate"), legend: "{{fate}}" }],
  colours: { trained: GOOD, "step-rejected": BAD, unlabelled: FLOOR },
});

const accuracy = timeseries({
  title: "Accuracy beside its floors",
  what: "Of the recent samples, each predicted before it trained. The floors cost nothing: repeating the last label, and naming the most frequent one. A model below them has learnt nothing of use.",
  moved: { by: "wrong labels", how: "falls", line: "accuracy" },
  unit: "percentunit",
  max: 1,
  min: 0,
  lines: [
    { expr: view("millrace_accuracy"), legend: "accuracy", colour: OURS },
    { expr: view("millrace_no_change_accuracy"), legend: "repeating the last label", colour: FLOOR, dashed: true },
    { expr: view("millrace_majority_accuracy"), legend: "most frequent label", colour: WARN, dashed: true },
  ],
});

const stages = timeseries({
  title: "Where the time goes",
  what: "Share of time in each stage. What is missing to 100 % is reading from Kafka, and waiting.",
  moved: { by: "burst", how: "rises", line: "train" },
  unit: "percentunit",
  max: 1,
  min: 0,
  stacked: true,
  lines: [{ expr: rate(of("millrace_stage_busy_seconds_total"), "stage"), legend: "{{stage}}" }],
  colours: { decode: THIRD, augment: SECOND, train: OURS, publish: GOOD },
});

const ages = timeseries({
  title: "How old what others rely on is",
  what: "The newest snapshot that readers see, and the newest checkpoint: what a crash now would do again. Each rises until the next one comes.",
  moved: { by: "pause", how: "rises", line: "snapshot" },
  unit: "s",
  lines: [
    { expr: max(of("millrace_snapshot_age_seconds")), legend: "snapshot", colour: OURS },
    { expr: max(of("millrace_checkpoint_age_seconds")), legend: "checkpoint", colour: SECOND },
  ],
});

function view(metric) {
  return max(of(metric, { view: "window" }));
}

export default dashboard({
  uid: "millrace-overview",
  title: "Millrace: overview",
  description: "Whether a model is being trained, how well it does, and how fresh what it publishes is.",
  rows: [
    [4, running, samples, lag, lead, deadShare, restarts],
    [9, throughput, accuracy],
    [9, stages, ages],
  ],
});
