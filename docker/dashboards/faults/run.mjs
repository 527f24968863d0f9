// Brings a stack up, hurts it, and looks whether each panel moves as it says.

import { setTimeout as sleep } from "node:timers/promises";
import { fill } from "../checks/expression.mjs";
import * as live from "../checks/live.mjs";
import { Prometheus } from "../checks/prometheus.mjs";
import { report } from "../checks/report.mjs";
import { DASHBOARDS } from "../source/dashboards.mjs";
import { FAULTS } from "../source/faults.mjs";
import { MOVED } from "../source/panel.mjs";
import { moved } from "./moves.mjs";
import { phases } from "./phases.mjs";
import { Stack, until } from "./stack.mjs";

const STEP_SECONDS = 5;
const BEFORE_SECONDS = 30;
/** For a machine on which everything takes several times as long; a phase ends once its panels have moved. */
const WATCH_SECONDS = 300;
const FIRST_SNAPSHOT_SECONDS = 600;
const CATCH_UP_SECONDS = 900;
/** Fewer records than this wait where a job keeps up with its stream: some seconds' worth. */
const CAUGHT_UP_LAG = 4000;
/** For the first rates: as long as a live check looks back. */
const WELL_SECONDS = 45;

/**
 * Runs the whole: the stack is removed at the end, whatever happens.
 *
 * @param dashboards as Grafana reads them, for the live check of the stack while it is well
 * @returns whether every query answered and every panel moved
 */
export async function run(dashboards) {
  const stack = new Stack();
  const interrupted = new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => reject(new Error(signal)));
  });
  try {
    return await Promise.race([interrupted, inspect(stack, dashboards)]);
  } finally {
    await stack.down();
  }
}

async function inspect(stack, dashboards) {
  try {
    const started = Date.now();
    await stack.up();
    const prometheus = new Prometheus(await stack.prometheus());
    const values = await until("a job with a model", FIRST_SNAPSHOT_SECONDS, () => ready(prometheus));
    console.log(`the stack is up after ${seconds(started)} s`);
    await sleep(WELL_SECONDS * 1000);
    let holds = report(await live.run(prometheus, dashboards, values));
    for (const phase of phases(stack, prometheus)) {
      holds = report(await watch(prometheus, values, phase)) && holds;
    }
    console.log(`the whole took ${seconds(started)} s`);
    return holds;
  } catch (e) {
    for (const service of ["jobmanager", "taskmanager", "kafka"]) {
      console.error(`the end of ${service}'s log:\n${await stack.log(service, 20).catch((failure) => failure.message)}`);
    }
    throw e;
  }
}

/** The values of the variables, once the first snapshot has been published. */
async function ready(prometheus) {
  const { values, problems } = await live.choose(prometheus, DASHBOARDS.delivery);
  if (problems.length > 0) return null;
  const now = Date.now() / 1000;
  const version = await prometheus.range('max({__name__=~".+_millrace_snapshot_version"})', now - 5, now, 5);
  return version.some(({ points }) => points.at(-1)[1] > 0) ? values : null;
}

/** Whether a job trains and lags by little: neither its catching up nor an idle stream is what was before a fault. */
async function caughtUp(prometheus) {
  const latest = async (expr) => (await prometheus.range(expr, now() - 5, now(), 5)).at(-1)?.points.at(-1)[1];
  return await latest('max(rate({__name__=~".+_millrace_steps_total"}[20s]))') > 0
    && await latest('max({__name__=~".+_millrace_lag_records"})') < CAUGHT_UP_LAG;
}

/** Hurts the stack and watches the phase's panels until all have moved: `[{name, problems}]`, a check for each. */
async function watch(prometheus, values, phase) {
  const watched = phase.faults.flatMap((fault) => panelsMovedBy(fault).map((panel) => ({ ...panel, fault })));
  await until("a job that has caught up", CATCH_UP_SECONDS, () => caughtUp(prometheus));
  await sleep(phase.settleSeconds * 1000);
  const begun = now();
  let failure = null;
  const hurting = phase.begin().catch((e) => {
    failure = e;
  });
  const results = new Map();
  for (const end = begun + WATCH_SECONDS; now() < end && results.size < watched.length && !failure;) {
    await sleep(STEP_SECONDS * 1000);
    for (const each of watched.filter((candidate) => !results.has(candidate))) {
      const before = await numbers(prometheus, each, values, begun - BEFORE_SECONDS, begun);
      const since = await numbers(prometheus, each, values, begun, now());
      if (moved(each.how, before, since)) {
        results.set(each, `${name(each)}: ${span(before)}, then ${span(since)}, after ${Math.round(now() - begun)} s`);
      } else {
        each.seen = `${span(before)}, then ${span(since)}`;
      }
    }
  }
  await hurting;
  if (failure) throw failure;
  await phase.end();
  return watched.map((each) => results.has(each)
    ? { name: results.get(each), problems: [] }
    : { name: name(each), problems: [`did not move within ${WATCH_SECONDS} s: ${each.seen}`] });
}

function panelsMovedBy(fault) {
  return Object.values(DASHBOARDS).flatMap(({ title, panels }) => panels
    .filter((panel) => panel[MOVED]?.by === fault)
    .map((panel) => ({ dashboard: title, panel, ...panel[MOVED] })));
}

/** The finite numbers of the one line of a panel that is to move. */
async function numbers(prometheus, { panel, line }, values, from, to) {
  for (const { expr, legendFormat } of panel.targets) {
    for (const { labels, points } of await prometheus.range(fill(expr, values), from, to, STEP_SECONDS)) {
      const legend = legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label) => labels[label]);
      if (line === undefined || legend === line) {
        return points.map(([, value]) => value).filter(Number.isFinite);
      }
    }
  }
  return [];
}

function name({ fault, dashboard, panel, line, how }) {
  return `${fault} (${FAULTS[fault]}): ${dashboard}, "${panel.title}"${line ? `, ${line}` : ""} ${how}`;
}

function span(all) {
  const number = (value) => Number(value.toPrecision(3));
  return all.length === 0 ? "nothing" : `${number(Math.min(...all))} to ${number(Math.max(...all))}`;
}

function now() {
  return Date.now() / 1000;
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
