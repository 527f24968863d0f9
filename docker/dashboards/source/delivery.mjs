// Does it arrive? From the input topic through checkpoints to snapshots that readers see.

import { BAD, FLOOR, GOOD, OURS, SECOND, WARN } from "./colours.mjs";
import { dashboard } from "./dashboard.mjs";
import { row, timeseries } from "./panel.mjs";
import { jobsManager, max, of, rate } from "./query.mjs";

const lag = timeseries({
  title: "Lag",
  what: "Records of the input topic that are there and not read yet.",
  moved: { by: "burst", how: "rises" },
  unit: "short",
  lines: [{ expr: max(of("millrace_lag_records")), legend: "lag", colour: OURS }],
});

const samples = timeseries({
  title: "Samples a second",
  what: "Valid samples by their fate.",
  moved: { by: "burst", how: "rises", line: "trained" },
  unit: "cps",
  stacked: true,
  lines: [{ expr: rate(of("millrace_samples_total"), "fate"), legend: "{{fate}}" }],
  colours: { trained: GOOD, "step-rejected": BAD, unlabelled: FLOOR },
});

const task = timeseries({
  title: "Is the job busy?",
  what: "Share of time in which its tasks work, wait for input, or are held back by a slower one behind them. All busy and a lag that grows: the job is at its limit. By default all stages are one task, and nothing can hold it back.",
  moved: { by: "burst", how: "rises", line: "busy" },
  unit: "percentunit",
  min: 0,
  max: 1,
  stacked: true,
  lines: [
    { expr: `${max(of("job_task_busyTimeMsPerSecond"))} / 1000`, legend: "busy", colour: OURS },
    { expr: `${max(of("job_task_backPressuredTimeMsPerSecond"))} / 1000`, legend: "held back", colour: BAD },
    { expr: `${max(of("job_task_idleTimeMsPerSecond"))} / 1000`, legend: "waiting", colour: FLOOR },
  ],
});

const deadLetters = timeseries({
  title: "Dead letters a second",
  what: "Records that are no samples, by reason. The dead-letter topic holds each with the place it came from.",
  moved: { by: "bad records", how: "rises", line: "wrong-type" },
  unit: "cps",
  stacked: true,
  lines: [{ expr: `${rate(of("millrace_dead_letters_total"), "reason")}`, legend: "{{reason}}" }],
});

const fields = timeseries({
  title: "Fields off the schema, a second",
  what: "Fields of valid records that the schema does not name (they are passed over), and fields of the schema that they lacked (filled, or missing). Only rows have fields.",
  moved: { by: "other fields", how: "rises", line: "unknown" },
  unit: "cps",
  lines: [
    { expr: rate(of("millrace_unknown_fields_total")), legend: "unknown", colour: WARN },
    { expr: rate(of("millrace_filled_fields_total")), legend: "filled", colour: SECOND },
  ],
});

const version = timeseries({
  title: "Version",
  what: "Of the newest snapshot that readers see. It only ever rises, one by one.",
  moved: { by: "pause", how: "stops" },
  unit: "none",
  decimals: 0,
  lines: [{ expr: max(of("millrace_snapshot_version")), legend: "version", colour: OURS }],
});

const age = timeseries({
  title: "Age",
  what: "Time since the newest snapshot that readers see was taken of the model.",
  moved: { by: "pause", how: "rises" },
  unit: "s",
  lines: [{ expr: max(of("millrace_snapshot_age_seconds")), legend: "age", colour: OURS }],
});

const publish = timeseries({
  title: "Time to publish",
  what: "From when that snapshot was taken to when readers could see it: mostly the wait for the next checkpoint, which commits it.",
  moved: { by: "redeploy", how: "rises" },
  unit: "s",
  lines: [{ expr: max(of("millrace_snapshot_publish_seconds")), legend: "time to publish", colour: OURS }],
});

const size = timeseries({
  title: "Size",
  what: "Of that snapshot's records.",
  moved: { by: "redeploy", how: "rises" },
  unit: "bytes",
  lines: [{ expr: max(of("millrace_snapshot_size_bytes")), legend: "size", colour: OURS }],
});

const checkpointAge = timeseries({
  title: "Age",
  what: "Time since the state of the newest complete checkpoint was taken: what a crash now would do again.",
  moved: { by: "redeploy", how: "rises" },
  unit: "s",
  lines: [{ expr: max(of("millrace_checkpoint_age_seconds")), legend: "age", colour: OURS }],
});

const checkpointDuration = timeseries({
  title: "Duration",
  what: "Of the last complete checkpoint, the flush to Kafka included.",
  moved: { by: "slow broker", how: "rises" },
  unit: "ms",
  lines: [{ expr: `${max(of("job_lastCheckpointDuration"))} >= 0`, legend: "duration", colour: OURS }],
});

const checkpointSize = timeseries({
  title: "Size",
  what: "State in the last complete checkpoint.",
  moved: { by: "redeploy", how: "rises" },
  unit: "bytes",
  lines: [{ expr: `${max(of("job_lastCheckpointSize"))} >= 0`, legend: "size", colour: OURS }],
});

const checkpoints = timeseries({
  title: "Checkpoints a second",
  what: "Completed ones publish what they cover. A failed one restarts the job, or is tried again, as the job is configured.",
  moved: { by: "lost TaskManager", how: "rises", line: "failed" },
  unit: "cps",
  lines: [
    { expr: rate(of("job_numberOfCompletedCheckpoints")), legend: "completed", colour: GOOD },
    { expr: rate(of("job_numberOfFailedCheckpoints")), legend: "failed", colour: BAD },
  ],
});

const restarts = timeseries({
  title: "Restarts",
  what: "Since the JobManager started.",
  moved: { by: "lost TaskManager", how: "rises" },
  unit: "short",
  decimals: 0,
  lines: [{ expr: max(of("job_numRestarts")), legend: "restarts", colour: BAD }],
});

const slots = timeseries({
  title: "TaskManagers and slots",
  what: "A free slot is the spare that takes over when a TaskManager is lost. Without one the job waits until another TaskManager has come.",
  moved: { by: "lost TaskManager", how: "falls", line: "TaskManagers" },
  unit: "short",
  decimals: 0,
  lines: [
    { expr: max(jobsManager("jobmanager_numRegisteredTaskManagers")), legend: "TaskManagers", colour: OURS },
    { expr: max(jobsManager("jobmanager_taskSlotsTotal")), legend: "slots", colour: FLOOR, dashed: true },
    { expr: max(jobsManager("jobmanager_taskSlotsAvailable")), legend: "free slots", colour: GOOD },
  ],
});

const manager = timeseries({
  title: "Memory of the JobManager",
  what: "Both level off within minutes.",
  moved: { by: "redeploy", how: "changes", line: "metaspace" },
  unit: "bytes",
  lines: [
    { expr: max(jobsManager("jobmanager_Status_JVM_Memory_Heap_Used")), legend: "heap", colour: OURS },
    { expr: max(jobsManager("jobmanager_Status_JVM_Memory_Metaspace_Used")), legend: "metaspace", colour: SECOND },
  ],
});

export default dashboard({
  uid: "millrace-delivery",
  title: "Millrace: delivery",
  description: "From the input topic to snapshots that readers see: lag, dead letters, snapshots, checkpoints, and the cluster.",
  rows: [
    [row("Input")],
    [8, lag, samples, task],
    [8, deadLetters, fields],
    [row("Snapshots")],
    [7, version, age, publish, size],
    [row("Checkpoints")],
    [7, checkpointAge, checkpointDuration, checkpointSize, checkpoints],
    [row("Cluster")],
    [7, restarts, slots, manager],
  ],
});
