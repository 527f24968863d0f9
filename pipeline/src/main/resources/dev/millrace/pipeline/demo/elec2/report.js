"use strict";
(() => {
  const {data, byId, share, count, fixed, percent, size, millis} = page;
  const curve = data.curve;
  const summary = data.summary;
  const HALF_HOURS_OF_A_DAY = 48;

  /** How a chart of accuracies is scaled: down to the tenth below the lowest. */
  const accuracy = lines => ({
    format: percent,
    tick: value => Math.round(100 * value) + " %",
    range: [Math.min(.9, ...lines.flatMap(line => line.values).filter(value => value != null).map(value => Math.floor(10 * value) / 10)), 1],
  });

  page.figures(percent(summary.prequentialAccuracy), "prequential accuracy",
      "over all rows; repeating the last label: " + percent(summary.noChangeAccuracy) + ", naming the most frequent: " + percent(summary.majorityAccuracy));

  function scores(id, caption, note, view, height) {
    const lines = [
      {label: "accuracy", values: view.accuracy, colour: "accent", width: 2.5},
      {label: "floor: no change", values: view.noChange, colour: "floor", dash: [6, 4], width: 1.5},
      {label: "floor: majority", values: view.majority, colour: "floor2", dash: [2, 3], width: 1.5},
    ];
    page.chart(id, caption, note, curve.samples, lines, {...accuracy(lines), height});
  }

  function still() {
    const served = data.served;
    const lines = [
      {label: "trainer", values: served.map(part => part.trainerAccuracy), colour: "accent", width: 2.5, points: true},
      {label: "snapshot", values: served.map(part => part.accuracy), colour: "orange", points: true},
      {label: "floor: no change", values: served.map(part => part.noChangeAccuracy), colour: "floor", dash: [6, 4], width: 1.5},
    ];
    page.chart("still", "Snapshots and trainer on the same rows", "Each point stands for the rows from one snapshot to the next, "
        + Math.round((served[0]?.rows ?? 0) / HALF_HOURS_OF_A_DAY) + " days",
        served.map(part => part.from + part.rows), lines, {...accuracy(lines), height: 260});
  }

  page.draw(() => {
    scores("cumulative", "Cumulative", "Over all rows so far", curve.cumulative, 320);
    scores("windowed", "Window", "Over the last " + count(data.window) + " rows", curve.window);
    scores("fading", "Fading", "Each row counts " + data.fading + " times the one after it", curve.fading);
    still();
    page.training("Cross-entropy of the training forward; mean of each reporting window", "Rows tested and trained per second, transport included");
  });

  const byVersion = new Map(data.served.map(part => [part.version, part]));
  page.table("snapshots",
      ["version", "after rows", "next rows", "snapshot's accuracy", "trainer's", "no change", "log loss", "size", "published to fetched"],
      data.snapshots.map(snapshot => {
        const part = byVersion.get(snapshot.version) ?? {};
        return [
          count(snapshot.version), count(snapshot.samples), count(snapshot.tested), share(snapshot.accuracy), percent(part.trainerAccuracy),
          percent(part.noChangeAccuracy), fixed(3)(snapshot.logLoss), size(snapshot.bytes), millis(snapshot.delayMillis)];
      }));

  byId("record").textContent = data.record;
})();
