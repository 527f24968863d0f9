"use strict";
(() => {
  const {data, byId, element, share, count, fixed, percent, size, millis, missing} = page;
  const curve = data.curve;

  page.figures(percent(data.summary.holdoutAccuracy), "held-out accuracy",
      data.snapshots.length ? "of the last snapshot scored, on " + count(data.heldOut) + " images that never trained" : "no snapshot was scored");

  byId("accuracy-lead").textContent = data.accuracyLead;

  function accuracy() {
    const joined = uPlot.join([
      [curve.samples, curve.window.accuracy, curve.fading.accuracy, curve.window.noChange, curve.window.majority],
      [data.snapshots.map(snapshot => snapshot.samples), data.snapshots.map(snapshot => snapshot.accuracy)],
    ]);
    page.chart("accuracy", "Held-out and prequential accuracy", (data.repeats ? "Prequential (repeated images)" : "Prequential")
        + "; one pass over the images is " + count(data.streamed) + " samples", joined[0], [
      {label: "held-out, by snapshot", values: joined[5], colour: "accent", width: 2.5, points: true},
      {label: "prequential, last " + count(data.window), values: joined[1], colour: "sky", width: 1.5},
      {label: "prequential, fading", values: joined[2], colour: "blue"},
      {label: "floor: no change", values: joined[3], colour: "floor", dash: [6, 4], width: 1.5},
      {label: "floor: majority", values: joined[4], colour: "floor2", dash: [2, 3], width: 1.5},
    ], {height: 320, format: percent, range: [0, 1], tick: value => Math.round(100 * value) + " %"});
  }

  page.draw(() => {
    accuracy();
    page.training("Cross-entropy of the training forward, on augmented images; mean of each reporting window",
        "Samples tested and trained per second, augmentation and transport included");
  });

  page.table("snapshots", ["version", "step", "samples", "held-out accuracy", "log loss", "size", "published to fetched"],
      data.snapshots.map(snapshot => [
        count(snapshot.version), count(snapshot.step), count(snapshot.samples), share(snapshot.accuracy),
        fixed(3)(snapshot.logLoss), size(snapshot.bytes), millis(snapshot.delayMillis)]));

  page.table("confusion", ["", ...data.labels, "right"], (data.confusion ?? []).map((counts, truth) => {
    const total = counts.reduce((sum, value) => sum + value, 0);
    return [
      element("th", data.labels[truth], {scope: "row"}),
      ...counts.map((value, answer) => element("td", String(value), {
        class: value ? "" : "zero",
        title: count(value) + " of " + count(total) + " " + data.labels[truth] + " answered as " + data.labels[answer],
        style: value ? "background:rgba(var(" + (truth === answer ? "--tint" : "--miss") + ")," + (.08 + .62 * value / total).toFixed(3) + ")" : "",
      })),
      element("td", total ? percent(counts[truth] / total) : missing, {class: "recall"})];
  }));

  function augmentations() {
    const grid = data.augmentations;
    byId("augment-lead").textContent = grid.lead;
    const edge = column => column === 1 || column === grid.techniques + 1 ? "edge" : column === 0 || column === grid.techniques ? "before" : "";
    byId("augment").append(
        element("thead", element("tr", [element("th", ""), ...grid.columns.map((name, column) => element("th", name, {class: edge(column)}))])),
        element("tbody", grid.rows.map(images => element("tr", [
          element("th", images.label, {scope: "row"}),
          ...images.images.map((source, column) => element("td",
              element("img", [], {src: source, alt: images.label + ", " + grid.columns[column], width: 28, height: 28}), {class: edge(column)}))]))));
  }

  augmentations();
})();
