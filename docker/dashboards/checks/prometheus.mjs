// Asks a Prometheus what Grafana would ask it.

/** A Prometheus at an address. */
export class Prometheus {
  #url;

  constructor(url) {
    this.#url = url.replace(/\/+$/, "");
  }

  /**
   * A query over a time.
   *
   * @param from, to seconds since the epoch
   * @param step seconds
   * @returns `[{labels, points: [[seconds, number]]}]`
   */
  async range(query, from, to, step) {
    const { result } = await this.#ask("query_range", { query, start: from, end: to, step });
    return result.map(({ metric, values }) => ({ labels: metric, points: values.map(([time, value]) => [time, number(value)]) }));
  }

  /** The values of a label of a metric's series. */
  async labelValues(series, label) {
    return this.#ask(`label/${label}/values`, { "match[]": series });
  }

  async #ask(what, parameters) {
    const response = await fetch(`${this.#url}/api/v1/${what}?${new URLSearchParams(parameters)}`).catch((e) => {
      throw new Error(`${this.#url} does not answer: ${e.cause?.message ?? e.message}`);
    });
    const { status, data, error } = await response.json();
    if (status !== "success") {
      throw new Error(`${this.#url} says ${error}`);
    }
    return data;
  }
}

/** A number as Prometheus writes it: "+Inf" and "NaN" too. */
function number(text) {
  return text === "+Inf" ? Infinity : text === "-Inf" ? -Infinity : Number(text);
}
