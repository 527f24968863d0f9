import assert from "node:assert/strict";
import { test } from "node:test";
import { moved } from "../faults/moves.mjs";

test("a series rises that leaves its range by a fifth", () => {
  assert.ok(moved("rises", [10, 12], [11, 15]));
  assert.ok(!moved("rises", [10, 12], [11, 14]));
  assert.ok(moved("rises", [0, 0], [0, 1]));
  assert.ok(!moved("rises", [0, 0], [0, 0]));
});

test("a series falls that leaves its range by a fifth, below 0 too", () => {
  assert.ok(moved("falls", [10, 12], [11, 7]));
  assert.ok(!moved("falls", [10, 12], [11, 9]));
  assert.ok(moved("falls", [-1, -1], [-2]));
});

test("a series changes that leaves its range either way", () => {
  assert.ok(moved("changes", [100, 101], [95]));
  assert.ok(moved("changes", [100, 101], [105]));
  assert.ok(!moved("changes", [100, 101], [101]));
});

test("a series stops that rose and then stands", () => {
  assert.ok(moved("stops", [1, 2, 3], [3, 4, 4, 4, 4]));
  assert.ok(!moved("stops", [1, 2, 3], [3, 4, 4, 4, 5]));
  assert.ok(!moved("stops", [3, 3, 3], [3, 3, 3, 3]));
  assert.ok(!moved("stops", [1, 2, 3], [3, 3]));
});

test("a series without numbers did not move", () => {
  assert.ok(!moved("rises", [], [1]));
  assert.ok(!moved("falls", [1], []));
});
