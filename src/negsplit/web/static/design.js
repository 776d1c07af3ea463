"use strict";
/* The page of a design. Nothing is computed here: a finger, a key or a typed text goes
   to the server, which answers with the workout, its picture and what is predicted. */
(() => {
  const box = document.querySelector(".stages");
  const field = document.getElementById("notation");
  if (!box || !field) return;
  const held = document.getElementById("held");
  const slip = document.getElementById("notation-slip");
  const hint = held.textContent;
  let settled = field.value; // the workout that the picture shows

  /* One question at a time; of those that wait, the newest. */
  let busy = null;
  let waiting = null;

  function ask(path, query, then, fail) {
    if (busy) {
      waiting = [path, query, then, fail];
      return;
    }
    busy = new AbortController();
    const mine = busy;
    fetch(path + "?" + new URLSearchParams(query), {
      signal: mine.signal,
      headers: { Accept: "application/json", "X-Wants": "json" },
    })
      .then(async (answer) => ({ ok: answer.ok, body: await answer.json() }))
      .then(({ ok, body }) => (ok ? then(body) : fail(body)))
      .catch((error) => {
        if (error.name !== "AbortError") fail({ error: "the server did not answer; is it running?" });
      })
      .finally(() => {
        if (busy === mine) busy = null;
        const next = waiting;
        waiting = null;
        if (next) ask(...next);
      });
  }

  function dropAll() {
    waiting = null;
    if (busy) busy.abort();
    busy = null;
  }

  function complain(body) {
    const said = body.slip ? body.slip.text : body.error || "";
    slip.textContent = said.charAt(0).toUpperCase() + said.slice(1);
    field.setAttribute("aria-invalid", "true");
    const offset = body.slip ? body.slip.offset : null;
    if (offset !== null && offset !== undefined && document.activeElement !== field) {
      field.setSelectionRange(offset, offset + 1);
    }
  }

  function show(body, keepText) {
    const focus = document.activeElement;
    const handle = focus && focus.closest ? focus.closest(".handle") : null;
    const button = focus && focus.name === "change" ? focus.value : null;
    for (const one of body.stages) {
      box.querySelector(`.stage[data-kind="${one.kind}"]`).innerHTML = one.picture;
    }
    for (const [name, html] of Object.entries(body.parts)) {
      const place = document.getElementById(name.replace("design_", ""));
      if (place) place.innerHTML = html;
    }
    slip.textContent = "";
    field.removeAttribute("aria-invalid");
    if (!keepText) {
      field.value = body.notation;
    }
    if (handle) find(handle.dataset.step, handle.dataset.edge)?.focus();
    if (button) document.querySelector(`button[name=change][value="${CSS.escape(button)}"]`)?.focus();
  }

  function settle(body, keepText) {
    show(body, keepText);
    settled = body.notation;
    const query = new URLSearchParams({ notation: settled, across: box.dataset.across });
    const address = box.dataset.page + "?" + query;
    // What was pulled or pressed can be taken back; letters that were typed cannot.
    if (keepText) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    for (const link of document.querySelectorAll("a[data-across]")) {
      const there = new URLSearchParams({ notation: settled, across: link.dataset.across });
      link.href = box.dataset.page + "?" + there;
    }
  }

  function stageOf(element) {
    return element.closest(".stage");
  }

  function find(step, edge) {
    const all = box.querySelectorAll(`.handle[data-step="${step}"][data-edge="${edge}"]`);
    return [...all].find((one) => one.getClientRects().length > 0);
  }

  function tell(handle) {
    held.textContent = handle
      ? `${handle.getAttribute("aria-label")}: ${handle.getAttribute("aria-valuetext")}`
      : hint;
  }

  /* Pulling: where the finger is, as shares of the axes that were there at the start. */
  let pull = null;

  function place(event) {
    const { rect, scale, axes } = pull;
    return {
      across_to: ((event.clientX - rect.left) / scale - axes.left) / axes.wide,
      up_to: 1 - ((event.clientY - rect.top) / scale - axes.top) / axes.high,
    };
  }

  box.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button > 0) return;
    event.preventDefault();
    dropAll();
    const svg = handle.ownerSVGElement;
    const rect = svg.getBoundingClientRect();
    const axes = Object.fromEntries(
      Object.entries(svg.dataset).map(([name, value]) => [name, Number(value)]),
    );
    const stage = stageOf(handle);
    pull = {
      stage,
      rect: { left: rect.left, top: rect.top },
      scale: rect.width / svg.viewBox.baseVal.width,
      axes,
      x: event.clientX,
      y: event.clientY,
      moved: false,
      query: {
        notation: settled,
        across: box.dataset.across,
        step: handle.dataset.step,
        edge: handle.dataset.edge,
        kind: stage.dataset.kind,
      },
    };
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("pulled");
    handle.focus({ preventScroll: true });
    tell(handle);
  });

  // A finger that holds a handle does not scroll; touch-action does not reach into SVG.
  box.addEventListener(
    "touchstart",
    (event) => {
      if (event.target.closest(".handle")) event.preventDefault();
    },
    { passive: false },
  );

  box.addEventListener("pointermove", (event) => {
    if (!pull) return;
    if (Math.hypot(event.clientX - pull.x, event.clientY - pull.y) > 3) pull.moved = true;
    if (!pull.moved) return;
    document.body.classList.add("pulling");
    const mine = pull;
    ask(
      box.dataset.pull,
      { ...pull.query, ...place(event), draft: true },
      (body) => {
        if (pull !== mine) return;
        show(body, false);
        tell(find(mine.query.step, mine.query.edge));
      },
      complain,
    );
  });

  function release(event) {
    if (!pull) return;
    const { stage, query, moved } = pull;
    const there = place(event);
    pull = null;
    document.body.classList.remove("pulling");
    stage.classList.remove("pulled");
    if (!moved) return;
    dropAll();
    const { kind, ...asked } = query;
    ask(
      box.dataset.pull,
      { ...asked, ...there },
      (body) => {
        settle(body, false);
        tell(find(query.step, query.edge));
      },
      complain,
    );
  }
  box.addEventListener("pointerup", release);
  box.addEventListener("pointercancel", () => {
    if (!pull) return;
    document.body.classList.remove("pulling");
    pull.stage.classList.remove("pulled");
    pull = null;
    dropAll();
    again();
  });

  function again() {
    ask(
      box.dataset.live,
      { notation: settled, across: box.dataset.across },
      (body) => settle(body, false),
      complain,
    );
  }

  /* Keys and buttons: a change by so many steps. */
  function change(text) {
    ask(
      box.dataset.live,
      { notation: settled, across: box.dataset.across, change: text },
      (body) => {
        settle(body, false);
        const [step, edge] = text.split(" ");
        tell(find(step, edge));
      },
      complain,
    );
  }

  const KEYS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
  let pressed = null;

  box.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".handle");
    const by = KEYS[event.key];
    if (!handle || by === undefined) return;
    event.preventDefault();
    const name = `${handle.dataset.step} ${handle.dataset.edge}`;
    if (pressed && pressed.name !== name) pressed = null;
    pressed = pressed || { name, by: 0 };
    pressed.by = Math.max(-100, Math.min(100, pressed.by + by));
    clearTimeout(pressed.timer);
    pressed.timer = setTimeout(() => {
      const sum = pressed.by;
      pressed = null;
      if (sum) change(`${name} ${sum}`);
    }, 90);
  });
  box.addEventListener("focusin", (event) => {
    const handle = event.target.closest(".handle");
    if (handle) tell(handle);
  });
  document.getElementById("more")?.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=change]");
    if (!button) return;
    event.preventDefault();
    change(button.value);
  });

  /* Typing: the picture follows when the fingers rest. */
  let resting = null;
  field.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      if (!field.value.trim()) return;
      ask(
        box.dataset.live,
        { notation: field.value, across: box.dataset.across },
        (body) => settle(body, true),
        complain,
      );
    }, 300);
  });

  for (const form of document.querySelectorAll("form.ask")) {
    form.addEventListener("submit", (event) => {
      event.submitter?.setAttribute("aria-busy", "true");
    });
  }
  window.addEventListener("popstate", () => location.reload());
  window.addEventListener("pageshow", () => {
    for (const one of document.querySelectorAll("[aria-busy]")) one.removeAttribute("aria-busy");
  });
})();
