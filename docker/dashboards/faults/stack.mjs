// A compose stack of its own: up, hurt, down.

import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { write } from "./records.mjs";

const run = promisify(execFile);
const HERE = fileURLToPath(new URL("./", import.meta.url));
const FILES = [path.join(HERE, "../../compose.yaml"), path.join(HERE, "compose.yaml")];
const UP_MINUTES = 15;
/** One for all, so that what a killed check left behind is found by the next: one check at a time for each engine. */
const PROJECT = "millrace-faults";

/** The stack; ports are whichever are free. */
export class Stack {
  #directory = fs.mkdtempSync(path.join(os.tmpdir(), "millrace-faults-"));
  #environment = {
    ...process.env,
    COMPOSE_PROFILES: "",
    MILLRACE_CONFIG: path.join(this.#directory, "job.yaml"),
    MILLRACE_RECORDS: this.#directory,
    MILLRACE_KAFKA_PORT: "0",
    MILLRACE_FLINK_PORT: "0",
    MILLRACE_PROMETHEUS_PORT: "0",
    MILLRACE_ALERTMANAGER_PORT: "0",
  };

  constructor() {
    fs.chmodSync(this.#directory, 0o755);
    write(this.#directory);
    this.#configure((text) => text);
  }

  /** Starts all services, from nothing, and waits until they are healthy. */
  async up() {
    await this.#remove();
    await this.compose("up", "--detach", "--wait", "--wait-timeout", String(UP_MINUTES * 60));
  }

  /** Removes all that `up` made. */
  async down() {
    await this.#remove();
    fs.rmSync(this.#directory, { recursive: true });
  }

  /** Prometheus' address on this machine. */
  async prometheus() {
    return `http://${(await this.compose("port", "prometheus", "9090")).trim()}`;
  }

  /** Streams one of the files, as `millrace produce` does, until it is through. */
  async produce(file, ...options) {
    await this.compose("run", "--rm", "--no-deps", "-T", "producer", `/records/${file}`, "--topic", "rows", "--kafka", "kafka:9092", ...options);
  }

  /** Deploys the job again from untrained weights, its configuration changed. */
  async redeploy(change) {
    this.#configure(change);
    this.#environment.MILLRACE_FRESH = "--fresh";
    await this.compose("up", "--detach", "--no-deps", "--force-recreate", "jobmanager");
  }

  /** `docker compose COMMAND` of this stack. @returns its output */
  async compose(...command) {
    const files = FILES.flatMap((file) => ["--file", file]);
    const { stdout } = await run("docker", ["compose", "--project-name", PROJECT, ...files, ...command], { env: this.#environment });
    return stdout;
  }

  /** The end of a service's log, for whoever has to find out. */
  async log(service, lines) {
    return this.compose("logs", "--no-color", "--tail", String(lines), service);
  }

  async #remove() {
    await this.compose("down", "--volumes", "--timeout", "5");
  }

  /** In place, so that what is mounted is the same file. */
  #configure(change) {
    fs.writeFileSync(this.#environment.MILLRACE_CONFIG, change(fs.readFileSync(path.join(HERE, "job.yaml"), "utf8")), { mode: 0o644 });
  }
}

/** Asks again and again until `ask` gives something. @throws Error when the time is over */
export async function until(what, seconds, ask) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(2000);
  }
}
