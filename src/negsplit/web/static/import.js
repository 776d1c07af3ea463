// Sends dropped files and folders one by one, and tells how far it is.
"use strict";
(() => {
  const form = document.getElementById("import");
  if (!form) return;
  const drop = form.querySelector(".drop");
  const told = document.getElementById("sending");
  const bar = document.getElementById("sent");
  const pickers = form.querySelectorAll("input[type=file]");
  const csrf = form.querySelector("input[name=csrf]").value;
  const AT_ONCE = 3, TRIES = 3;
  let isSending = false;

  form.querySelector(".folder").hidden = !("webkitdirectory" in pickers[1]);

  // A request that tells how much of it is sent, which fetch cannot.
  const post = (url, body, onSent) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRF-Token", csrf);
    if (onSent) request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no JSON: a proxy speaks */ }
      if (request.status < 300) resolve(answer);
      else reject(Object.assign(new Error(answer.error || `the server answered ${request.status}`), { isFinal: request.status < 500 }));
    };
    request.onerror = () => reject(new Error("the connection was lost"));
    request.send(body);
  });

  const wait = (seconds) => new Promise((resolve) => { setTimeout(resolve, 1000 * seconds); });
  async function stubbornly(work) {
    for (let tried = 1; ; tried += 1) {
      try { return await work(); } catch (error) {
        if (error.isFinal || tried >= TRIES) throw error;
        await wait(tried);
      }
    }
  }

  async function send(files) {
    if (isSending) { told.textContent = "Files are being sent; wait for these first."; return; }
    if (!files.length) { told.textContent = "There is no file in that."; return; }
    isSending = true;
    const total = files.reduce((sum, one) => sum + one.file.size, 0) || 1;
    const refused = [], sent = new Map();
    const show = () => {
      const done = [...sent.values()].reduce((sum, one) => sum + one, 0);
      bar.value = 100 * done / total;
      told.textContent = `Sending ${files.length} file${files.length === 1 ? "" : "s"}, ${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB. Keep this page open until they are sent.`;
    };
    bar.hidden = false;
    show();
    try {
      const { batch } = await stubbornly(() => post(form.dataset.api, null));
      const rest = files.map((one, at) => ({ ...one, at }));
      const worker = async () => {
        for (let one = rest.shift(); one; one = rest.shift()) {
          const { at, file, name } = one;
          const url = `${form.dataset.api}/${batch}/files?name=${encodeURIComponent(name)}`;
          try {
            await stubbornly(() => post(url, file, (bytes) => { sent.set(at, Math.min(bytes, file.size)); show(); }));
          } catch (error) {
            if (!error.isFinal) throw error;
            refused.push(`${name}: ${error.message}`);
          }
          sent.set(at, file.size);
          show();
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      await stubbornly(() => post(`${form.dataset.api}/${batch}/start`, null));
      told.textContent = refused.length ? `Sent, but for ${refused.length}: ${refused.slice(0, 3).join("; ")}` : "All sent.";
    } catch (error) {
      told.textContent = `Not all could be sent: ${error.message}. Nothing is lost; send them again, and what arrived is known.`;
    }
    bar.hidden = true;
    isSending = false;
    form.reset();
    htmx.ajax("GET", form.dataset.progress, { target: "#progress", swap: "outerHTML" });
  }

  const named = (file) => ({ file, name: file.webkitRelativePath || file.name });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send([...pickers].flatMap((picker) => [...picker.files].map(named)));
  });
  pickers[1].addEventListener("change", () => { if (pickers[1].files.length) send([...pickers[1].files].map(named)); });

  async function inside(entry) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
      return [{ file, name: entry.fullPath.replace(/^\//, "") }];
    }
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (!some.length) return found;
      for (const one of some) found.push(...await inside(one));
    }
  }
  const stop = (event) => { event.preventDefault(); };
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { stop(event); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("over"); });
  drop.addEventListener("drop", async (event) => {
    stop(event);
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map(named);
    if (!entries.length) { send(plain); return; }
    try {
      const found = [];
      for (const entry of entries) found.push(...await inside(entry));
      send(found);
    } catch (error) {
      told.textContent = `That folder could not be read: ${error.message}.`;
    }
  });
  // Files that miss the place would else be opened instead of this page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, stop);
})();
