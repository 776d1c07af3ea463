// The charts of a run: drawn from what the server sends for the stretch that is seen.
"use strict";
(() => {
  const root = document.getElementById("charts");
  if (!root || typeof uPlot === "undefined") return;
  root.hidden = false; // without this script nothing in it would answer
  const stack = root.querySelector(".stack");
  const readout = document.getElementById("readout");
  const slider = root.querySelector("input[type=range]");
  const told = document.getElementById("charts-told");
  const here = document.querySelector(".route .here");
  const hint = told.textContent;
  const state = { by: "distance", unit: root.dataset.unit, from: null, to: null };
  let shown = null;
  let plots = [];
  let asking = null;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const two = (number) => String(number).padStart(2, "0");
  const clock = (seconds) => {
    const whole = Math.round(seconds), hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60), rest = two(whole % 60);
    return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
  };
  const place = (x) => (shown.by === "time" ? clock(x) : `${x.toFixed(2)} ${shown.unit}`);
  const value = (channel, y) => {
    if (channel.name === "pace") return clock(y) + channel.unit;
    if (channel.name === "grade") return `${y > 0 ? "+" : ""}${y.toFixed(1)} % grade`;
    return `${Math.round(y)} ${channel.unit}`;
  };

  async function ask() {
    if (asking) asking.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ by: state.by, unit: state.unit, points: String(Math.min(1500, Math.max(300, Math.round(stack.clientWidth * 1.5)))) });
    if (state.from !== null) { query.set("from", state.from); query.set("to", state.to); }
    try {
      const answer = await fetch(`${root.dataset.streams}?${query}`, { signal: asking.signal });
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.error);
      shown = found;
      draw();
    } catch (error) {
      if (error.name !== "AbortError") told.textContent = `The curves could not be loaded (${error.message}); reload the page to try again.`;
    }
  }

  function nearest(xs, x) {
    let low = 0, high = xs.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (xs[middle] <= x) low = middle; else high = middle;
    }
    return x - xs[low] <= xs[high] - x ? low : high;
  }

  function read(x) {
    const parts = [place(x)];
    for (const channel of shown.channels) {
      const y = channel.curve.y[nearest(channel.curve.x, x)];
      if (y !== null) parts.push(value(channel, y));
    }
    readout.textContent = parts.join(" · ");
    slider.value = Math.round((x - shown.start) / (shown.end - shown.start) * 1000);
    slider.setAttribute("aria-valuetext", readout.textContent);
    if (here && shown.places) {
      const at = nearest(shown.places.along, x);
      here.setAttribute("cx", shown.places.x[at]);
      here.setAttribute("cy", shown.places.y[at]);
    }
  }

  const axis = (more) => ({ stroke: colour("--ns-quiet"), grid: { stroke: colour("--ns-grid"), width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif", ...more });
  const line = (stroke, more) => ({ stroke, width: 1.6, spanGaps: false, points: { show: false }, ...more });

  function marks(plot) {
    const context = plot.ctx, dots = devicePixelRatio;
    context.save();
    context.strokeStyle = colour("--ns-quiet");
    context.globalAlpha = .5;
    context.setLineDash([2 * dots, 4 * dots]);
    context.beginPath();
    for (const mark of shown.marks) {
      const x = plot.valToPos(mark.x, "x", true);
      context.moveTo(x, plot.bbox.top);
      context.lineTo(x, plot.bbox.top + plot.bbox.height);
    }
    context.stroke();
    context.restore();
  }

  // What was to be held lies below, what was run on top.
  function tables(channel) {
    const tables = [], series = [{}], bands = [];
    const add = (curve, look) => { tables.push([curve.x, curve.y]); series.push(look); };
    if (channel.band) {
      const edge = { stroke: colour("--ns-lift"), width: .6 }, fill = colour("--ns-area") + "88";
      add(channel.band[0], line(edge.stroke, edge));
      add(channel.band[1], line(edge.stroke, edge));
      bands.push({ series: [1, 2], fill }, { series: [2, 1], fill });
    }
    if (channel.planned) add(channel.planned, line(colour("--ns-lift"), { dash: [6, 4], width: 1.4 }));
    if (channel.level) add(channel.level, line(colour("--ns-quiet"), { width: 1 }));
    add(channel.curve, line(colour("--ns-line"), { width: 2 }));
    return { data: tables.length === 1 ? tables[0] : uPlot.join(tables), series, bands };
  }

  function chart(channel, isLast) {
    const heading = document.createElement("h3");
    heading.textContent = caption(channel);
    const box = document.createElement("div");
    stack.append(heading, box);
    const { data, series, bands } = tables(channel);
    const isPace = channel.name === "pace";
    return new uPlot({
      width: stack.clientWidth,
      height: (isPace ? 190 : 120) + (isLast ? 26 : 0),
      legend: { show: false },
      cursor: { sync: { key: "run", setSeries: false, scales: ["x", null] }, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 }, bind: { dblclick: () => () => { whole(); return null; } } },
      padding: [6, 12, 0, 0],
      scales: { x: { time: false, range: [shown.start, shown.end] }, y: { dir: isPace ? -1 : 1, range: [channel.low, channel.high] } },
      axes: [
        axis({ size: isLast ? 26 : 0, values: (_, splits) => splits.map((x) => (!isLast ? "" : shown.by === "time" ? clock(x) : `${x}`)), incrs: shown.by === "time" ? [60, 120, 300, 600, 900, 1800, 3600, 7200, 14400] : [.1, .2, .5, 1, 2, 5, 10, 20, 50] }),
        axis({ size: 46, space: 28, values: (_, splits) => splits.map((y) => (isPace ? clock(y) : `${y}`)), incrs: isPace ? [5, 10, 15, 20, 30, 60, 120, 300] : [1, 2, 5, 10, 20, 50] }),
      ],
      series, bands,
      hooks: {
        setCursor: [(plot) => { if (plot.cursor.left >= 0) read(plot.posToVal(plot.cursor.left, "x")); }],
        setSelect: [(plot) => { if (plot.select.width > 6) zoom(plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x")); }],
        drawAxes: [marks],
      },
    }, data, box);
  }

  function caption(channel) {
    if (channel.name !== "pace") return `${channel.label}, ${channel.unit}${channel.planned ? "; dashed: the plan, simulated" : ""}`;
    const words = [`Pace ${channel.unit}, faster up`];
    if (channel.level) words.push("thin: grade-adjusted");
    if (channel.band) words.push("shaded: what was to be held");
    if (channel.planned) words.push("dashed: the plan, simulated");
    return words.join("; ");
  }

  function draw() {
    plots.forEach((plot) => plot.destroy());
    const tall = stack.offsetHeight;
    if (tall) stack.style.minHeight = `${tall}px`;
    stack.replaceChildren();
    plots = shown.channels.map((channel, at) => chart(channel, at === shown.channels.length - 1));
    stack.style.minHeight = "";
    root.querySelector("[data-zoom=whole]").disabled = state.from === null;
    const stops = shown.stops.length ? ` ${shown.stops.length} stop${shown.stops.length === 1 ? "" : "s"} left out.` : "";
    told.textContent = `${hint} Pace is smoothed over ${shown.smoothed_s} s.${stops}`;
    read(shown.start + (shown.end - shown.start) * slider.value / 1000);
  }

  function zoom(from, to) {
    const low = Math.max(Math.min(from, to), 0), high = Math.min(Math.max(from, to), shown.whole_end);
    if (high <= low || (state.from === low && state.to === high)) return;
    [state.from, state.to] = low <= 0 && high >= shown.whole_end ? [null, null] : [low, high];
    ask();
  }
  function whole() {
    if (state.from === null) return;
    state.from = state.to = null;
    ask();
  }
  function closer(times) {
    const at = shown.start + (shown.end - shown.start) * slider.value / 1000;
    const half = (shown.end - shown.start) * times / 2;
    zoom(at - half, at + half);
  }

  // A page that is loaded again, or sent on, has the same unit.
  function remember(unit) {
    const address = new URL(location.href);
    address.searchParams.set("unit", unit);
    history.replaceState(history.state, "", address);
  }

  slider.addEventListener("input", () => {
    if (!shown) return;
    const x = shown.start + (shown.end - shown.start) * slider.value / 1000;
    plots.forEach((plot) => plot.setCursor({ left: plot.valToPos(x, "x"), top: 1 }, false));
    read(x);
  });
  root.addEventListener("change", (event) => {
    const { name, value: choice } = event.target;
    if (name !== "by" && name !== "unit") return;
    state[name] = choice;
    if (name === "unit") remember(choice);
    state.from = state.to = null;
    ask();
  });
  root.addEventListener("click", (event) => {
    const way = event.target.dataset.zoom;
    if (!way || !shown) return;
    if (way === "whole") whole(); else closer(way === "in" ? .5 : 2);
  });
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") whole(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target === document.body) whole(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (shown) draw(); });
  let width = stack.clientWidth;
  new ResizeObserver(() => {
    if (stack.clientWidth === width) return;
    width = stack.clientWidth;
    plots.forEach((plot) => plot.setSize({ width, height: plot.height }));
  }).observe(stack);
  ask();
})();
