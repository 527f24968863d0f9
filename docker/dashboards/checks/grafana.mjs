// Asks a Grafana: the same questions as Prometheus is asked, through its data source; and for its dashboards.

import { setTimeout as sleep } from "node:timers/promises";
import { targets } from "./parts.mjs";

const TYPE = "prometheus";
const READY_SECONDS = 60;

/** A Grafana at an address, as GRAFANA_TOKEN or GRAFANA_USER and GRAFANA_PASSWORD, or as nobody. */
export class Grafana {
  #url;
  #headers;
  #datasource;

  /** @param datasource uid of the data source that is asked */
  constructor(url, datasource, environment = process.env) {
    this.#url = url.replace(/\/+$/, "");
    this.#datasource = datasource;
    this.#headers = { "Content-Type": "application/json", ...authorization(environment) };
  }

  /** As `Prometheus.range`. */
  async range(query, from, to, step) {
    const { results } = await this.#ask("POST", "/api/ds/query", {
      from: String(from * 1000),
      to: String(to * 1000),
      queries: [{
        refId: "A",
        datasource: { type: TYPE, uid: this.#datasource },
        expr: query,
        range: true,
        instant: false,
        intervalMs: step * 1000,
        maxDataPoints: Math.ceil((to - from) / step) + 1,
      }],
    });
    const { error, frames = [] } = results.A;
    if (error) {
      throw new Error(`${this.#url} says ${error}`);
    }
    return frames.filter(({ data }) => data.values.length === 2).map(series);
  }

  /** As `Prometheus.labelValues`. */
  async labelValues(series, label) {
    const parameters = new URLSearchParams({ "match[]": series });
    const { data } = await this.#ask("GET", `/api/datasources/uid/${this.#datasource}/resources/api/v1/label/${label}/values?${parameters}`);
    return data;
  }

  /** A dashboard as Grafana has it. */
  async dashboard(uid) {
    return (await this.#ask("GET", `/api/dashboards/uid/${uid}`)).dashboard;
  }

  /** Waits until it answers, a minute at most. */
  async ready() {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#ask("GET", "/api/health");
      } catch (e) {
        if (attempt === READY_SECONDS) throw e;
        await sleep(1000);
      }
    }
  }

  async #ask(method, path, body) {
    const response = await fetch(this.#url + path, { method, headers: this.#headers, body: body && JSON.stringify(body) }).catch((e) => {
      throw new Error(`${this.#url} does not answer: ${e.cause?.message ?? e.message}`);
    });
    const text = await response.text();
    if (!response.ok && !text.includes('"results"')) {
      throw new Error(`${this.#url}${path} answers ${response.status}: ${text.slice(0, 200)}`);
    }
    return JSON.parse(text);
  }
}

/** Whether a Grafana has the dashboards as they are in the files: `[{name, problems}]`. */
export async function provisioned(grafana, dashboards) {
  await grafana.ready();
  const problems = [];
  for (const dashboard of dashboards) {
    try {
      const there = await grafana.dashboard(dashboard.uid);
      const asked = (each) => JSON.stringify(targets(each).map(({ where, target }) => [where, target.expr]));
      if (asked(there) !== asked(dashboard)) problems.push(`${dashboard.title}: Grafana has another version of it`);
    } catch (e) {
      problems.push(`${dashboard.title}: ${e.message}`);
    }
  }
  return [{ name: `Grafana has the dashboards: ${dashboards.length}`, problems }];
}

/** A frame of one series. What JSON cannot say of numbers stands beside them, as the places of NaN and the infinities. */
function series({ schema, data }) {
  const [times, values] = data.values;
  const odd = data.entities?.[1] ?? {};
  const points = times.map((time, index) => [time / 1000, values[index]]);
  for (const [name, value] of [["NaN", NaN], ["Inf", Infinity], ["NegInf", -Infinity]]) {
    (odd[name] ?? []).forEach((index) => { points[index][1] = value; });
  }
  return { labels: schema.fields[1].labels ?? {}, points: points.filter(([, value]) => value !== null) };
}

function authorization({ GRAFANA_TOKEN, GRAFANA_USER, GRAFANA_PASSWORD }) {
  if (GRAFANA_TOKEN) {
    return { Authorization: `Bearer ${GRAFANA_TOKEN}` };
  }
  return GRAFANA_USER ? { Authorization: `Basic ${Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString("base64")}` } : {};
}
