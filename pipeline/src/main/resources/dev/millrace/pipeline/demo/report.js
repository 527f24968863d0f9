"use strict";
// What all reports share. The script of a stream draws its own part with it.
const page = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const summary = data.summary;
  const curve = data.curve;
  const byId = id => document.getElementById(id);
  const element = (tag, content, attributes = {}) => {
    const node = document.createElement(tag);
    for (const part of [].concat(content ?? [])) {
      node.append(part);
    }
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, value);
    }
    return node;
  };

  // Numbers as people read them; a number that does not exist is a dash, never a zero.
  const missing = "\u2013";
  const count = value => value == null ? missing : Math.round(value).toLocaleString("en");
  const fixed = digits => value => value == null ? missing : value.toFixed(digits);
  const percent = value => value == null ? missing : (100 * value).toFixed(1) + " %";
  const rate = value => value == null ? missing : value === 0 ? "0" : value.toExponential(2).replace("e-", "e\u2212").replace("e+", "e");
  const seconds = value => value == null ? missing
      : value < 60 ? value.toFixed(1) + " s" : Math.floor(value / 60) + " min " + Math.round(value % 60) + " s";
  const size = bytes => bytes == null ? missing : bytes < 1048576 ? (bytes / 1024).toFixed(0) + " KiB" : (bytes / 1048576).toFixed(1) + " MiB";
  const millis = value => value == null ? missing : value < 1000 ? Math.round(value) + " ms" : (value / 1000).toFixed(2) + " s";

  byId("title").textContent = data.title;
  byId("lead").textContent = data.lead;
  if (data.notice) {
    byId("notice").textContent = data.notice;
    byId("notice").hidden = false;
  }
  byId("footer").textContent = "Made by ./millrace demo. Charts: uPlot 1.6.30, MIT licence. " + data.credits;
  byId("environment").append(...data.environment.flatMap(fact => [element("dt", fact.name), element("dd", fact.value)]));
  byId("config").textContent = data.config;

  /** The headline: the stream's own first figure, then those of the run. */
  function figures(value, name, note) {
    const figure = (value, name, note, first) => element("div",
        [element("b", value), element("span", name, {class: "name"}), element("span", note ?? "")],
        {class: first ? "figure first" : "figure"});
    byId("figures").append(
        figure(value, name, note, true),
        figure(count(summary.samples), "samples trained", "in " + seconds(summary.seconds) + ", from the job's submission to its end"),
        figure(count(summary.samplesPerSecond), "samples/s", "each scored, then trained"),
        figure(count(summary.snapshots), "snapshots", "last version " + count(summary.lastSnapshotVersion)),
        figure(count(summary.deadLetters), "dead letters", "records refused"),
        figure(count(summary.rejectedSteps), "rejected steps", "non-finite updates"));
  }

  // Charts: built again when the colour scheme changes, since a canvas does not follow CSS.
  const charts = [];
  const shared = uPlot.sync("samples");
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const short = value => value >= 1000 ? value / 1000 + "k" : String(value);

  function chart(id, caption, note, x, lines, options = {}) {
    const host = byId(id);
    host.replaceChildren(element("figcaption", [caption, element("small", note)]));
    if (!x.length) {
      host.append(element("p", "Nothing was reported before the run ended."));
      return;
    }
    const axis = {
      stroke: colour("muted"),
      font: "12px system-ui, sans-serif",
      grid: {stroke: colour("grid"), width: 1},
      ticks: {stroke: colour("grid"), width: 1, size: 4},
    };
    const format = options.format ?? fixed(3);
    const width = () => Math.max(200, host.clientWidth - parseFloat(getComputedStyle(host).paddingLeft) * 2);
    const plot = new uPlot({
      width: width(),
      height: options.height ?? 220,
      cursor: {sync: {key: shared.key, setSeries: false}, points: {size: 7}, y: false},
      legend: {live: true},
      scales: {x: {time: false}, y: {range: options.range ?? ((u, low, high) => uPlot.rangeNum(low, high, {min: {pad: .05, soft: 0, mode: 2}, max: {pad: .1}}))}},
      axes: [
        {...axis, values: (u, ticks) => ticks.map(short), size: 30, gap: 4},
        {...axis, values: (u, ticks) => ticks.map(options.tick ?? (value => String(+value.toPrecision(4)))), size: options.axisSize ?? 50, gap: 4},
      ],
      series: [
        {label: "samples", value: (u, value) => count(value)},
        ...lines.map(line => ({
          label: line.label,
          stroke: colour(line.colour),
          width: line.width ?? 2,
          dash: line.dash,
          spanGaps: true,
          points: {show: line.points ?? false, size: 8, width: 2, fill: colour("card")},
          value: (u, value) => (line.format ?? format)(value),
        })),
      ],
    }, [x, ...lines.map(line => line.values)], host);
    charts.push({plot, width, height: options.height ?? 220});
  }

  /** The charts that every training has, into the element "training". */
  function training(lossNote, speedNote) {
    byId("training").replaceChildren(...["loss", "rate", "gradient", "speed"].map(id => element("figure", [], {class: "card", id})));
    chart("loss", "Loss", lossNote, curve.samples, [{label: "loss", values: curve.loss, colour: "blue"}]);
    chart("rate", "Learning rate", "Of the last step of each window", curve.samples,
        [{label: "learning rate", values: curve.learningRate, colour: "blue"}], {format: rate, axisSize: 58});
    const gradient = [
      {label: "mean", values: curve.gradientNorm, colour: "blue"},
      {label: "largest", values: curve.gradientNormMax, colour: "sky", width: 1.5},
    ];
    if (data.clipThreshold != null) {
      gradient.push({label: "clipped at", values: curve.samples.map(() => data.clipThreshold), colour: "orange", dash: [6, 4], width: 1.5});
    }
    gradient.push({label: "steps clipped", values: curve.clippedShare, colour: "floor", width: 0, format: percent});
    const highest = Math.max(data.clipThreshold ?? 0, ...curve.gradientNormMax.filter(value => value != null));
    chart("gradient", "Gradient norm", "Global L2 norm before clipping, over the steps of each window", curve.samples, gradient,
        {range: [0, highest * 1.1 || 1], format: fixed(2)});
    chart("speed", "Speed", speedNote, curve.samples,
        [{label: "samples/s", values: curve.samplesPerSecond, colour: "blue"}], {format: count, axisSize: 50});
  }

  /** Draws charts now, and again when the colours change. */
  function draw(charting) {
    const redraw = () => {
      charts.splice(0).forEach(({plot}) => plot.destroy());
      charting();
    };
    redraw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("resize", () => charts.forEach(({plot, width, height}) => plot.setSize({width: width(), height})));
  }

  const row = (cells, tag = "td") => element("tr", cells.map(cell => cell instanceof Node ? cell : element(tag, cell)));

  /** A share as text and as a bar. */
  const share = value => element("td", [percent(value),
    element("span", element("i", [], {style: "width:" + 100 * (value ?? 0) + "%"}), {class: "bar", "aria-hidden": "true"})]);

  /** A table into an element; without rows its section is hidden. */
  function table(id, names, rows) {
    if (!rows.length) {
      byId(id).closest("section").hidden = true;
      return;
    }
    byId(id).append(element("thead", row(names, "th")), element("tbody", rows.map(cells => row(cells))));
  }

  return {data, byId, element, share, count, fixed, percent, size, millis, missing, figures, chart, training, draw, table};
})();
