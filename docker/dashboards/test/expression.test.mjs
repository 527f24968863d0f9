import assert from "node:assert/strict";
import { test } from "node:test";
import { Expression, fill } from "../checks/expression.mjs";

const UNITS = { samples_total: "count", busy_seconds_total: "seconds", age_seconds: "seconds", size_bytes: "bytes", duration: "milliseconds", busy: "milliseconds per second" };
const unit = (text) => new Expression(text).unit((name) => UNITS[name]);

test("an expression that breaks off does not parse, and the place is said", () => {
  assert.throws(() => new Expression("sum(samples_total) + "), /does not parse at .*character 22/);
});

test("all metrics of an expression are found, those behind a join too", () => {
  const text = 'max(rate(samples_total{job="a"}[20s])) / age_seconds and on (tm_id) size_bytes';
  assert.deepEqual(new Expression(text).metrics(), ["samples_total", "age_seconds", "size_bytes"]);
});

test("a rate is a second's, and a share of time where seconds are counted", () => {
  assert.equal(unit("sum by (fate) (rate(samples_total[20s]))"), "count/s");
  assert.equal(unit("rate(busy_seconds_total[20s])"), "ratio");
  assert.equal(unit("increase(samples_total[1h])"), "count");
});

test("a quotient of equals is a ratio, and thousandths become whole", () => {
  assert.equal(unit("rate(samples_total[20s]) / clamp_min(rate(samples_total[20s]) + rate(samples_total[20s]), 1e-9)"), "ratio");
  assert.equal(unit("max(busy) / 1000"), "ratio");
  assert.equal(unit("duration / 1000"), "seconds");
});

test("a comparison and a join keep the left side's unit", () => {
  assert.equal(unit("age_seconds > 5"), "seconds");
  assert.equal(unit("max(size_bytes and on (tm_id) samples_total)"), "bytes");
});

test("units that differ cannot be added, compared or divided", () => {
  assert.throws(() => unit("age_seconds + size_bytes"), /seconds and bytes do not go together/);
  assert.throws(() => unit("age_seconds > size_bytes"), /do not go together/);
  assert.throws(() => unit("size_bytes / age_seconds"), /no unit that is known/);
});

test("a form that it does not know is refused rather than guessed", () => {
  assert.throws(() => unit("histogram_quantile(0.9, age_seconds)"), /cannot tell the unit/);
});

test("variables are filled in, and a name that the dashboard lacks is said", () => {
  assert.equal(fill('a{job="$job"}[$__rate_interval]', { job: "millrace m" }), 'a{job="millrace m"}[20s]');
  assert.equal(fill("${model}", { model: "m" }), "m");
  assert.throws(() => fill("$jb", { job: "j" }), /\$jb is no variable/);
});
