// Grafana's answers as its API describes them; none is to be had here, so that this holds our reading of them and no more.

import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";
import { Grafana, provisioned } from "../checks/grafana.mjs";
import { DASHBOARDS } from "../source/dashboards.mjs";

/** Answers as `answers` says, by method and path, while `use` runs. */
async function serving(answers, use) {
  const asked = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push({ path: request.url, authorization: request.headers.authorization, body: body && JSON.parse(body) });
    const answer = answers[`${request.method} ${request.url.split("?")[0]}`];
    response.writeHead(answer === undefined ? 404 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer ?? { message: "not found" }));
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  try {
    await use(`http://127.0.0.1:${server.address().port}/`, asked);
  } finally {
    server.close();
  }
}

const FRAME = {
  schema: { fields: [{ name: "Time" }, { name: "Value", labels: { fate: "trained" } }] },
  data: { values: [[1000, 6000, 11000], [1.5, null, 3]], entities: [null, { NaN: [1] }] },
};

test("a query goes to the data source, and frames become series with what JSON cannot say", async () => {
  await serving({ "POST /api/ds/query": { results: { A: { frames: [FRAME] } } } }, async (url, asked) => {
    const grafana = new Grafana(url, "the-uid", { GRAFANA_TOKEN: "secret" });
    assert.deepEqual(await grafana.range("up", 1, 11, 5), [{ labels: { fate: "trained" }, points: [[1, 1.5], [6, NaN], [11, 3]] }]);
    const [{ authorization, body }] = asked;
    assert.equal(authorization, "Bearer secret");
    assert.deepEqual([body.from, body.to, body.queries[0].expr, body.queries[0].datasource.uid], ["1000", "11000", "up", "the-uid"]);
  });
});

test("a query that Prometheus refuses is told", async () => {
  await serving({ "POST /api/ds/query": { results: { A: { error: "bad_data: parse error", frames: [] } } } }, async (url) => {
    await assert.rejects(new Grafana(url, "uid", {}).range("up{", 0, 5, 5), /says bad_data: parse error/);
  });
});

test("label values go through the data source", async () => {
  await serving({ "GET /api/datasources/uid/uid/resources/api/v1/label/model/values": { status: "success", data: ["m"] } }, async (url) => {
    assert.deepEqual(await new Grafana(url, "uid", {}).labelValues("steps", "model"), ["m"]);
  });
});

test("a dashboard that is missing, or of another version, is found", async () => {
  const other = structuredClone(DASHBOARDS.training);
  other.panels.find(({ targets }) => targets).targets[0].expr = "vector(1)";
  const answers = {
    "GET /api/health": {},
    "GET /api/dashboards/uid/millrace-overview": { dashboard: DASHBOARDS.overview },
    "GET /api/dashboards/uid/millrace-training": { dashboard: other },
  };
  await serving(answers, async (url) => {
    const [{ problems }] = await provisioned(new Grafana(url, "uid", {}), Object.values(DASHBOARDS));
    assert.equal(problems.length, 2);
    assert.match(problems[0], /training: Grafana has another version/);
    assert.match(problems[1], /delivery: .* answers 404/);
  });
});
