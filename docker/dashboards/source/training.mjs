// Does it learn? The model, its steps, and the process they run in.

import { BAD, FLOOR, GOOD, OURS, SECOND, THIRD, WARN } from "./colours.mjs";
import { dashboard } from "./dashboard.mjs";
import { row, timeseries } from "./panel.mjs";
import { max, of, rate, trainersProcess, trainersProcessMean } from "./query.mjs";

const VIEWS = { window: OURS, fading: SECOND, cumulative: FLOOR };

const loss = timeseries({
  title: "Loss",
  what: "Mean training loss of the last window. It should fall, then stay; a rise that lasts is drift, or a rate that is too high.",
  moved: { by: "wrong labels", how: "rises" },
  unit: "none",
  lines: [{ expr: max(of("millrace_loss")), legend: "loss", colour: OURS }],
});

const accuracy = timeseries({
  title: "Accuracy",
  what: "Each sample is predicted before it trains. *window*: the recent ones; *fading*: all, the older the less they count; *cumulative*: all alike.",
  moved: { by: "wrong labels", how: "falls", line: "window" },
  unit: "percentunit",
  min: 0,
  max: 1,
  lines: [{ expr: max(of("millrace_accuracy"), "view"), legend: "{{view}}" }],
  colours: VIEWS,
});

const logLoss = timeseries({
  title: "Log-loss",
  what: "How much the model is surprised, in nats, in the same three views. It tells an overconfident model, which accuracy does not.",
  moved: { by: "wrong labels", how: "rises", line: "window" },
  unit: "none",
  lines: [{ expr: max(of("millrace_log_loss"), "view"), legend: "{{view}}" }],
  colours: VIEWS,
});

const steps = timeseries({
  title: "Steps a second",
  what: "Updates of the parameters.",
  moved: { by: "pause", how: "falls" },
  unit: "cps",
  lines: [{ expr: rate(of("millrace_steps_total")), legend: "applied", colour: GOOD }],
});

const rejected = timeseries({
  title: "Rejected steps a second",
  what: "Updates whose loss or gradient was not finite. They leave the model as it was; many in a row end the job.",
  moved: { by: "huge values", how: "rises" },
  unit: "cps",
  lines: [{ expr: rate(of("millrace_rejected_steps_total")), legend: "rejected", colour: BAD }],
});

const rateOfLearning = timeseries({
  title: "Learning rate",
  what: "Of the last step, by the schedule, and by what drift and plateaus make of it.",
  moved: { by: "redeploy", how: "falls" },
  unit: "none",
  lines: [{ expr: max(of("millrace_learning_rate")), legend: "learning rate", colour: OURS }],
});

const gradient = timeseries({
  title: "Gradient norm",
  what: "Before clipping, over the steps of the last window. A *max* far above the *mean* is a single hard batch; both rising is a model that runs away.",
  moved: { by: "wrong labels", how: "rises", line: "mean" },
  unit: "none",
  logarithmic: true,
  lines: [{ expr: max(of("millrace_gradient_norm"), "statistic"), legend: "{{statistic}}" }],
  colours: { mean: OURS, max: WARN },
});

const clipped = timeseries({
  title: "Clipped steps",
  what: "Share of the last window's steps whose gradient was clipped. Near 100 % the limit, not the learning rate, decides how far a step goes.",
  moved: { by: "wrong labels", how: "rises" },
  unit: "percentunit",
  min: 0,
  max: 1,
  lines: [{ expr: max(of("millrace_clipped_share")), legend: "clipped", colour: WARN }],
});

const memory = timeseries({
  title: "Memory of the trainer's process",
  what: "*resident* is all of it, the deep-learning engine's too, and what a container's limit is held against. It levels off within minutes; steady growth is a leak.",
  moved: { by: "lost TaskManager", how: "changes", line: "resident" },
  unit: "bytes",
  lines: [
    { expr: max(of("millrace_resident_memory_bytes")), legend: "resident", colour: OURS },
    { expr: max(trainersProcess("taskmanager_Status_JVM_Memory_Heap_Max")), legend: "heap, at most", colour: FLOOR, dashed: true },
    { expr: max(trainersProcess("taskmanager_Status_JVM_Memory_Heap_Used")), legend: "heap", colour: GOOD },
  ],
});

const beside = timeseries({
  title: "The JVM's memory beside the heap",
  what: "*metaspace* is part of *metaspace and code*. It grows with each redeployment to a session cluster if classes are kept.",
  moved: { by: "lost TaskManager", how: "changes", line: "metaspace" },
  unit: "bytes",
  lines: [
    { expr: max(trainersProcess("taskmanager_Status_JVM_Memory_NonHeap_Used")), legend: "metaspace and code", colour: OURS },
    { expr: max(trainersProcess("taskmanager_Status_JVM_Memory_Metaspace_Used")), legend: "metaspace", colour: SECOND },
    { expr: max(trainersProcess("taskmanager_Status_JVM_Memory_Direct_MemoryUsed")), legend: "direct buffers", colour: THIRD },
  ],
});

const cpu = timeseries({
  title: "CPU of the trainer's process",
  what: "Share of all processors of its machine.",
  moved: { by: "burst", how: "rises" },
  unit: "percentunit",
  lines: [{ expr: max(trainersProcessMean("taskmanager_Status_JVM_CPU_Load")), legend: "cpu", colour: OURS }],
});

export default dashboard({
  uid: "millrace-training",
  title: "Millrace: training",
  description: "How a model learns: its scores, its steps, and the process they run in.",
  rows: [
    [row("Does it learn?")],
    [9, loss, accuracy, logLoss],
    [row("Its steps")],
    [8, steps, rejected],
    [8, rateOfLearning, gradient, clipped],
    [row("The process")],
    [8, memory, beside, cpu],
  ],
});
