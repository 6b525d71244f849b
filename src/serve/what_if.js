// The page holds what was changed; the program scores it. No rule is known here.
"use strict";

const start = JSON.parse(document.getElementById("start").textContent);
const words = start.words;
const $ = (id) => document.getElementById(id);
const state = { lang: start.lang, scenario: start.first, versus: start.second, model: null, date: null, set: {}, weights: {}, aggregate: null, files: [] };
let asking = false;
let wanted = null;
let drawing = null;
let reporting = null;
let dates = [];
let still = 0;
const STILL = 1500;

// ---- the link: everything but dropped files stands in the address

function fromLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of link) {
    if (["scenario", "versus", "model", "date", "aggregate"].includes(key)) state[key] = value;
    else if (key.startsWith("s.")) state.set[key.slice(2)] = value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    else if (key.startsWith("w.") && Number.isFinite(Number(value))) state.weights[key.slice(2)] = Number(value);
  }
}

function toLink() {
  const link = new URLSearchParams();
  for (const key of ["scenario", "versus", "model", "date", "aggregate"]) if (state[key]) link.set(key, state[key]);
  for (const [id, value] of Object.entries(state.set)) link.set("s." + id, value);
  for (const [id, weight] of Object.entries(state.weights)) link.set("w." + id, weight);
  history.replaceState(null, "", "#" + link);
}

// ---- asking: one request at a time, the newest state wins

function post(path, body, signal, accept) {
  const headers = { "Content-Type": "application/json", Accept: accept || "*/*" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

async function ask(controls) {
  toLink();
  clearTimeout(still);
  if (drawing) drawing.abort();
  wanted = { controls: controls || (wanted && wanted.controls) || false };
  if (asking) return;
  asking = true;
  while (wanted) {
    const controls = wanted.controls;
    wanted = null;
    try {
      const response = await post("/api/answer", { ...state, controls });
      const answer = await response.json();
      if (response.ok) show(answer);
      else trouble(answer);
    } catch {
      trouble({ messages: [{ message: words.lost }] });
    }
  }
  asking = false;
  // Once nothing has moved for a while, the interval follows.
  still = setTimeout(() => draw(true), STILL);
}

function trouble(answer) {
  const box = $("trouble");
  box.replaceChildren(...answer.messages.map(finding));
  box.hidden = false;
}

function finding(message) {
  const line = document.createElement("pre");
  const place = message.line ? `${message.file || ""} ${words.line.replace("{line}", message.line).replace("{column}", message.column)}: ` : "";
  line.textContent = place + message.message + (message.text ? "\n" + message.text : "") + (message.help ? "\n" + message.help : "");
  return line;
}

// ---- showing

function show(answer) {
  $("trouble").hidden = true;
  if (answer.controls !== undefined) $("controls").innerHTML = answer.controls;
  const focused = document.activeElement && document.activeElement.closest("#answer") ? document.activeElement.textContent : null;
  $("answer").innerHTML = answer.results;
  if (focused) for (const button of $("answer").querySelectorAll("button")) if (button.textContent === focused) button.focus();
  $("spoken").textContent = answer.spoken;
  for (const it of answer.dimensions) score(document.querySelector(`[data-dimension="${it.id}"]`), it);
  for (const it of answer.indicators) indicator(it);
  inputs(answer.indicators);
  dates = answer.dates;
  $("dating").hidden = dates.length < 2;
  $("date").max = dates.length - 1;
  $("date").value = dates.indexOf(answer.date);
  $("date").setAttribute("aria-valuetext", answer.date);
  $("day").textContent = answer.date;
  for (const slider of document.querySelectorAll("[data-weight]")) {
    const weight = state.weights[slider.dataset.weight] ?? Number(slider.dataset.own);
    slider.value = weight;
    slider.nextElementSibling.textContent = weight;
  }
  if (!state.aggregate && $("aggregate").dataset.own === undefined) $("aggregate").dataset.own = $("aggregate").value;
  const changes = Object.keys(state.set).length + Object.keys(state.weights).length + (state.aggregate ? 1 : 0);
  $("count").textContent = changes;
  $("undo-all").hidden = changes === 0;
  $("download-model").hidden = Object.keys(state.weights).length === 0 && !state.aggregate;
}

function score(element, it) {
  if (!element) return;
  element.textContent = it.score;
  element.className = "score " + it.heat;
}

function indicator(it) {
  const row = document.querySelector(`[data-indicator="${it.id}"]`);
  if (!row) return;
  const changed = it.id in state.set;
  row.classList.toggle("changed", changed);
  row.querySelector(".mark").hidden = !changed;
  row.querySelector(".undo").hidden = !changed;
  score(row.querySelector("[data-score]"), it);
  row.querySelector("[data-points]").textContent = it.points;
  row.querySelector(".points").hidden = it.points === "";
  const reason = row.querySelector("[data-reason]");
  reason.textContent = it.reason;
  reason.hidden = it.reason === "";
  for (const field of row.querySelectorAll("[data-number], [data-slide], [data-word]")) {
    if (field === document.activeElement && field.dataset.number !== undefined) continue;
    const value = it.value ?? "";
    field.value = typeof value === "number" && !changed ? Number(value.toPrecision(6)) : value;
    if (field.dataset.slide !== undefined) field.setAttribute("aria-valuetext", `${field.value} ${row.querySelector(".unit").textContent}`);
    field.removeAttribute("aria-invalid");
  }
}

function inputs(indicators) {
  const known = new Set(indicators.map((it) => it.id));
  const others = Object.keys(state.set).filter((id) => !known.has(id));
  $("inputs").hidden = others.length === 0;
  $("inputs").querySelector("ul").replaceChildren(...others.map((id) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.undo = id;
    button.textContent = words.undo;
    button.setAttribute("aria-label", words.undo_of.replace("{figure}", id));
    item.append(`${id}: ${state.set[id]} `, button);
    return item;
  }));
}

// ---- changing

function set(id, value) {
  state.set[id] = value;
  ask();
}

document.addEventListener("input", (event) => {
  const field = event.target;
  const data = field.dataset;
  if (data.slide !== undefined) {
    $("n-" + data.slide).value = field.value;
    set(data.slide, Number(field.value));
  } else if (data.number !== undefined) {
    const value = field.value.trim();
    const good = value !== "" && Number.isFinite(Number(value));
    if (good) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    if (good) set(data.number, Number(value));
  } else if (data.word !== undefined) set(data.word, field.value);
  else if (data.weight !== undefined) {
    const weight = Number(field.value);
    if (weight === Number(data.own)) delete state.weights[data.weight];
    else state.weights[data.weight] = weight;
    ask();
  } else if (field.id === "date") {
    state.date = Number(field.value) === dates.length - 1 ? null : dates[Number(field.value)];
    ask();
  }
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.id === "aggregate") {
    state.aggregate = field.value === field.dataset.own ? null : field.value;
    ask();
  } else if (["scenario", "versus"].includes(field.id)) {
    state[field.id] = field.value;
    if (field.id === "scenario") Object.assign(state, { date: null, set: {} });
    ask(true);
  } else if (field.id === "model") {
    Object.assign(state, { model: field.value || null, set: {}, weights: {}, aggregate: null });
    ask(true);
  } else if (field.id === "lang") {
    toLink();
    location.href = "/?lang=" + encodeURIComponent(field.value) + location.hash;
  } else if (field.id === "file") drop(field.files);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.undo !== undefined) {
    delete state.set[button.dataset.undo];
    const field = $("n-" + button.dataset.undo);
    if (field) field.focus();
    ask();
  } else if (button.dataset.set !== undefined) {
    Object.assign(state.set, JSON.parse(button.dataset.set));
    ask();
  } else if (button.id === "undo-all") {
    if (state.aggregate) $("aggregate").value = $("aggregate").dataset.own;
    Object.assign(state, { set: {}, weights: {}, aggregate: null });
    $("controls").querySelector("input, select").focus();
    ask();
  } else if (button.id === "draw") draw(false);
  else if (button.id === "cancel" && drawing) drawing.abort();
  else if (button.id === "download") take("/api/scenario", "what-if.toml");
  else if (button.id === "download-model") take("/api/model", "what-if-model.toml");
  else if (button.id === "report") report();
  else if (button.id === "link") {
    toLink();
    navigator.clipboard.writeText(location.href).then(() => { $("note").textContent = words.copied; }, () => { $("note").textContent = location.href; });
  }
});

// ---- taking away

async function take(path, name) {
  $("note").textContent = words.waiting;
  const response = await post(path, state).catch(() => null);
  $("note").textContent = "";
  if (!response) return trouble({ messages: [{ message: words.lost }] });
  if (!response.ok) return trouble(await response.json());
  save(await response.blob(), name);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// The report is made in the background; asked for again, it begins anew.
async function report() {
  if (reporting) reporting.abort();
  const own = new AbortController();
  reporting = own;
  $("note").textContent = words.waiting;
  try {
    await listen("/api/report", own.signal, (name, data) => {
      if (name === "progress") $("note").textContent = words.waiting + " " + Math.round(100 * Number(data)) + " %";
      else if (name === "result") save(new Blob([JSON.parse(data)], { type: "text/html" }), "what-if.html");
      else if (name === "trouble") trouble(JSON.parse(data));
    });
  } catch {
    if (!own.signal.aborted) trouble({ messages: [{ message: words.lost }] });
  }
  if (reporting === own) {
    reporting = null;
    $("note").textContent = "";
  }
}

// ---- long work in the background: server-sent events, read from a POST; whoever stops listening stops the work

async function listen(path, signal, heard, quiet) {
  const response = await post(path, state, signal, "text/event-stream");
  if (!response.ok) {
    const why = await response.json();
    return quiet ? undefined : trouble(why);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      const field = (name) => lines.filter((l) => l.startsWith(name + ": ")).map((l) => l.slice(name.length + 2)).join("\n");
      heard(field("event"), field("data"));
      text = text.slice(end + 2);
    }
  }
}

// Quiet: nobody asked for it, and nobody is told that it cannot be done.
async function draw(quiet) {
  clearTimeout(still);
  if (drawing) drawing.abort();
  const own = new AbortController();
  drawing = own;
  $("cancel").hidden = $("progress").hidden = false;
  $("progress").value = 0;
  $("drawn").textContent = words.waiting;
  let drawn = "";
  try {
    await listen("/api/uncertainty", own.signal, (name, data) => {
      if (name === "progress") $("progress").value = Number(data);
      else if (name === "result") drawn = data;
      else if (name === "trouble" && !quiet) trouble(JSON.parse(data));
    }, quiet);
    if (drawing === own) place(drawn);
  } catch {
    if (drawing === own) $("drawn").textContent = own.signal.aborted || quiet ? "" : words.lost;
  }
  if (drawing === own) {
    drawing = null;
    $("cancel").hidden = $("progress").hidden = true;
  }
}

// What the draws add stands where the same stood without them.
function place(html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  for (const part of [...fresh.querySelectorAll("[data-for]")]) {
    const old = $(part.dataset.for);
    if (old) old.replaceChildren(...part.childNodes);
    part.remove();
  }
  $("drawn").replaceChildren(...fresh.childNodes);
}

// ---- own files

async function drop(files) {
  for (const file of files) {
    const text = file.size > start.most ? null : await file.text();
    const others = state.files.filter((f) => f.name !== file.name);
    const response = await post("/api/file", { name: file.name, text: text ?? "", files: others, size: file.size }).catch(() => null);
    if (!response) return trouble({ messages: [{ message: words.lost }] });
    const found = await response.json();
    const said = (found.messages || []).map(finding);
    if (!response.ok || !found.ok) {
      $("dropped").replaceChildren(...said);
      continue;
    }
    const note = document.createElement("p");
    note.textContent = words.loaded.replace("{file}", file.name);
    $("dropped").replaceChildren(note, ...said);
    state.files = [...others, { name: file.name, text }];
    if (!found.shocks) keep(file.name, text, found.kind, found.title);
    if (found.shocks) Object.assign(state.set, found.shocks);
    else if (found.kind === "model") Object.assign(state, { model: file.name, set: {}, weights: {}, aggregate: null });
    else Object.assign(state, { scenario: file.name, date: null, set: {} });
    $("scenario").value = state.scenario;
    $("model").value = state.model || "";
    await ask(true);
  }
}

// Kept for this tab: choosing another language loads the page anew.
function keep(name, text, kind, title) {
  const kept = JSON.parse(sessionStorage.getItem("files") || "[]").filter((f) => f.name !== name);
  try {
    sessionStorage.setItem("files", JSON.stringify([...kept, { name, text, kind, title }]));
  } catch {
    // Too much for the tab: the file is there until the page is left.
  }
  offer(name, kind, title);
}

function offer(name, kind, title) {
  for (const list of kind === "model" ? ["model"] : ["scenario", "versus"]) {
    const option = [...$(list).options].find((o) => o.value === name) || $(list).appendChild(new Option(name, name));
    option.text = title;
  }
}

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") drop(event.dataTransfer.files);
  });
}

for (const { name, text, kind, title } of JSON.parse(sessionStorage.getItem("files") || "[]")) {
  state.files.push({ name, text });
  offer(name, kind, title);
}
fromLink();
for (const id of ["scenario", "versus"]) $(id).value = state[id];
$("model").value = state.model || "";
ask(true);
