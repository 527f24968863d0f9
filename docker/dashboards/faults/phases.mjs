// How each fault is made to happen. Those that do not disturb each other's panels share a phase, to save time.

import { setTimeout as sleep } from "node:timers/promises";
import { until } from "./stack.mjs";

/** Until a rate over Grafana's window has forgotten what was before, for as long as is looked back. */
const RATE_SECONDS = 55;
/** Until the next checkpoints have come. */
const CHECKPOINT_SECONDS = 10;
/** Until a task that began again has run so long that nothing of its start is taken for what was before the next fault. */
const RESTART_SECONDS = 50;
/** Longer than a checkpoint takes, shorter than the time to the next one, so that its duration is shown for a while. */
const BROKER_STILL = { times: 14, seconds: 3, betweenSeconds: 2.5 };

/**
 * The phases in order: `{faults, settleSeconds, begin, end}`. `begin` hurts the stack, and may go on while the panels are watched; `end` makes it
 * well again; `settleSeconds` before a phase, what was before it is over, as far as its panels show it.
 *
 * @param stack a `Stack` that is up
 * @param prometheus of that stack
 */
export function phases(stack, prometheus) {
  return [
    {
      faults: ["pause"],
      settleSeconds: 0,
      // Not paused: it would send what it owes at once when it goes on.
      begin: () => stack.compose("stop", "--timeout", "5", "producer"),
      end: () => stack.compose("start", "producer"),
    },
    {
      faults: ["burst"],
      settleSeconds: RATE_SECONDS,
      begin: () => stack.produce("good.csv", "--repeat", "150"),
      end: () => {},
    },
    {
      faults: ["wrong labels", "huge values", "bad records", "other fields"],
      settleSeconds: RATE_SECONDS,
      begin: () => Promise.all([
        stack.produce("wrong.csv", "--rate", "1500", "--repeat", "15"),
        stack.produce("broken.csv", "--rate", "200", "--repeat", "2"),
      ]),
      end: () => {},
    },
    {
      faults: ["lost TaskManager"],
      settleSeconds: CHECKPOINT_SECONDS,
      async begin() {
        this.lost = await trainer(prometheus);
        await stack.compose("kill", this.lost);
      },
      end() {
        return stack.compose("start", this.lost);
      },
    },
    {
      faults: ["redeploy"],
      settleSeconds: RESTART_SECONDS,
      // From the topic's end: while it caught up, snapshots would follow so fast that none waits for a checkpoint.
      begin: () => stack.redeploy((text) => text
        .replace("topic: rows", "topic: rows\n  start: latest")
        .replace("hidden: [16]", "hidden: [512, 512]")
        .replace("rate: 1e-3", "rate: 2e-4")
        .replace("checkpointInterval: 1 s", "checkpointInterval: 7 s")),
      end: () => {},
    },
    {
      faults: ["slow broker"],
      settleSeconds: RESTART_SECONDS,
      async begin() {
        for (let time = 0; time < BROKER_STILL.times; time++) {
          await stack.compose("pause", "kafka");
          await sleep(BROKER_STILL.seconds * 1000);
          await stack.compose("unpause", "kafka");
          await sleep(BROKER_STILL.betweenSeconds * 1000);
        }
      },
      end: () => {},
    },
  ];
}

/** The service that trains: the one whose scrape has the trainer's metrics. */
async function trainer(prometheus) {
  return until("a TaskManager that trains", 30, async () => {
    const now = Date.now() / 1000;
    const series = await prometheus.range('{__name__=~".+_millrace_steps_total"}', now - 10, now, 5);
    return series.at(-1)?.labels.instance.split(":")[0];
  });
}
