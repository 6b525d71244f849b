// The page holds who fails, what counts and which round is shown; the program runs it. No method is known here.
"use strict";

const start = JSON.parse(document.getElementById("start").textContent);
const words = start.words;
const $ = (id) => document.getElementById(id);
const boxes = () => [...document.querySelectorAll("[data-status]")];
const state = { lang: start.lang, network: $("network").value, failed: [], status: null, round: null };
let asking = false;
let wanted = false;
let playing = null;

// ---- the link

function fromLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  if (link.get("network")) state.network = link.get("network");
  if (link.get("failed")) state.failed = link.get("failed").split(",");
  if (link.get("status") !== null) state.status = link.get("status").split(",").filter((s) => s);
  if (link.get("round") !== null && Number.isInteger(Number(link.get("round")))) state.round = Math.max(0, Number(link.get("round")));
}

function toLink() {
  const link = new URLSearchParams({ network: state.network });
  if (state.failed.length) link.set("failed", state.failed.join(","));
  if (state.status) link.set("status", state.status.join(","));
  if (state.round !== null) link.set("round", state.round);
  history.replaceState(null, "", "#" + link);
}

// ---- asking: one request at a time, the newest state wins

async function ask() {
  toLink();
  wanted = true;
  if (asking) return;
  asking = true;
  while (wanted) {
    wanted = false;
    try {
      const response = await fetch("/api/network", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(state),
      });
      const answer = await response.json();
      if (response.ok) show(answer);
      else trouble(answer.messages.map((m) => m.message + (m.help ? "\n" + m.help : "")));
    } catch {
      trouble([words.lost]);
    }
  }
  asking = false;
}

function trouble(said) {
  stop();
  $("trouble").replaceChildren(...said.map((text) => {
    const line = document.createElement("pre");
    line.textContent = text;
    return line;
  }));
  $("trouble").hidden = false;
}

// ---- showing

function show(answer) {
  $("trouble").hidden = true;
  const focused = document.activeElement && document.activeElement.dataset.fail;
  const onPicture = document.activeElement && document.activeElement.closest("#picture");
  $("svg").innerHTML = answer.svg;
  for (const old of document.querySelectorAll("#picture button")) old.remove();
  for (const node of answer.nodes) $("picture").append(handle(node));
  $("answer").innerHTML = answer.results;
  $("spoken").textContent = answer.spoken;
  $("round").max = answer.rounds;
  $("round").value = answer.round;
  $("round").disabled = answer.rounds === 0;
  $("round").setAttribute("aria-valuetext", answer.called);
  $("called").textContent = answer.called;
  $("nobody").hidden = answer.failed.length === 0;
  $("play").disabled = answer.rounds === 0;
  if (focused) {
    const again = document.querySelector(`${onPicture ? "#picture" : "#answer"} [data-fail="${CSS.escape(focused)}"]`);
    if (again) again.focus();
  }
}

// A button on a node: by mouse, by touch and by keyboard.
function handle(node) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "handle";
  button.dataset.fail = node.id;
  button.setAttribute("aria-label", node.label);
  button.setAttribute("aria-pressed", node.failed);
  button.title = node.label;
  button.style.left = 100 * node.left + "%";
  button.style.top = 100 * node.top + "%";
  button.style.width = `max(1.6rem, ${200 * node.radius}%)`;
  return button;
}

// ---- changing

function choose(id) {
  stop();
  state.failed = state.failed.includes(id) ? state.failed.filter((other) => other !== id) : [...state.failed, id];
  state.round = null;
  ask();
}

function stop() {
  clearInterval(playing);
  playing = null;
  $("play").textContent = words.play;
}

function play() {
  if (playing) return stop();
  const last = Number($("round").max);
  state.round = Number($("round").value) >= last ? 0 : Number($("round").value) + 1;
  $("play").textContent = words.pause;
  ask();
  playing = setInterval(() => {
    if (state.round >= last) return stop();
    state.round += 1;
    ask();
  }, 900);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.fail !== undefined) choose(button.dataset.fail);
  else if (button.id === "play") play();
  else if (button.id === "nobody") {
    stop();
    Object.assign(state, { failed: [], round: null });
    ask();
    $("network").focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "round") return;
  stop();
  state.round = Number(event.target.value);
  ask();
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.dataset.status !== undefined) {
    stop();
    state.status = boxes().filter((box) => box.checked).map((box) => box.dataset.status);
    state.round = null;
    ask();
  } else if (field.id === "network") {
    stop();
    Object.assign(state, { network: field.value, failed: [], round: null });
    ask();
  } else if (field.id === "lang") {
    toLink();
    location.href = "/networks?lang=" + encodeURIComponent(field.value) + location.hash;
  }
});

fromLink();
$("network").value = state.network;
if (state.status) for (const box of boxes()) box.checked = state.status.includes(box.dataset.status);
ask();
