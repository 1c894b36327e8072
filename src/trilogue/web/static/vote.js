// @ts-check
/**
 * Voting on a phone that may be without network.
 *
 * Every vote is first kept on the phone under a receipt, a number of the phone's own, and is taken away only when the
 * server has answered what became of it. The server takes a receipt once, so a vote whose answer got lost may be sent
 * again, by this or another tab. `number` counts the votes of one voter on one measure; no clock decides which is the
 * last. Without a place to keep votes, or without receipts, the buttons remain the plain forms that they are.
 */

const PREFIX = "trilogue.vote.", UNDONE = "trilogue.last";
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const MOST = 50, FEW = 3, SLOWEST = 60_000;
const TAKEN = ["kept", "again", "older"];
const OVER = ["closed", "gone", "not_here", "faulty"];
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const panel = /** @type {HTMLElement | null} */ (document.querySelector("[data-vote]"));
const { owner = "", opinions = "" } = main.dataset;

/**
 * @typedef {{receipt: string, exchange: string, ballot: string, statement: string, value: number | null,
 *   number: number, language: string, owner: string}} Casting
 * @typedef {{statement: string, text: string, tag: string, language: string, origin: string, original: string,
 *   originalTag: string, value: number | null, number: number}} Card
 * @typedef {{owner: string, token: string, ballot: string, total: number, cards: Card[]}} Deck
 */

/* What waits on this phone: one entry a vote, so that two tabs never write over each other. */

/** @returns {Casting[]} in the order of their numbers */
function waiting() {
  const found = [];
  for (let place = 0; place < localStorage.length; place += 1) {
    const key = localStorage.key(place) || "";
    if (key.startsWith(PREFIX)) found.push(read(localStorage.getItem(key)));
  }
  return found.filter((each) => each?.owner === owner).sort((one, other) => one.number - other.number);
}

function read(text) {
  try {
    return JSON.parse(text || "");
  } catch {
    return null;
  }
}

const keep = (casting) => localStorage.setItem(PREFIX + casting.receipt, JSON.stringify(casting));
const drop = (casting) => localStorage.removeItem(PREFIX + casting.receipt);

/* Sending. */

let token = field(document, "csrfmiddlewaretoken");
let delay = 0, lost = 0, timer = 0;
/** @type {Set<string>} exchanges whose vote is over */
const over = new Set();
let signedOut = false;
/** @type {Promise<void> | null} */
let sending = null;

/** Send what waits, one tab after another; what fails is tried again, later and later. */
function settle() {
  clearTimeout(timer);
  sending ??= alone(sendAll)
    .then(() => (delay = 0))
    .catch(() => {
      delay = Math.min(SLOWEST, (delay || 1000) * 2);
      timer = setTimeout(settle, delay * (0.75 + Math.random() / 2));
    })
    .then(() => {
      sending = null;
      show();
      if (!delay && sendable().length) settle();
    });
  return sending;
}

const alone = (task) => (navigator.locks ? navigator.locks.request("trilogue.votes", task) : task());
const sendable = () => (signedOut ? [] : waiting().filter((each) => !over.has(each.exchange + each.ballot)));

async function sendAll() {
  for (let next = sendable(); next.length; next = sendable()) {
    const { exchange, ballot } = next[0];
    const some = next.filter((each) => each.exchange === exchange && each.ballot === ballot).slice(0, MOST);
    settled(some, await post(exchange, ballot, some));
  }
}

/** @param {string} exchange @param {string} ballot @param {Casting[]} castings */
async function post(exchange, ballot, castings, again = false) {
  const body = JSON.stringify({ owner, ballot, castings: castings.map(plain), deck: castings.length > 1 });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(`${opinions}${exchange}/cast/`, { method: "POST", body, headers, redirect: "manual" });
  if (answer.status === 403 && !again) {
    token = (await fetchDeck(`${opinions}${exchange}/deck.json`)).token;
    return post(exchange, ballot, castings, true);
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) return { state: "owner" };
  if (answer.status === 404) return { state: "not_here" };
  const said = await answer.json();
  if (!said.outcomes && said.state !== "owner" && !OVER.includes(said.state)) throw new Error(said.state);
  return said;
}

const plain = ({ receipt, statement, value, number, language }) => ({ receipt, statement, value, number, language });

/** @param {Casting[]} castings @param {any} said */
function settled(castings, said) {
  if (said.state === "owner") signedOut = true;
  else if (!said.outcomes) over.add(castings[0].exchange + castings[0].ballot);
  else {
    castings.forEach((each, place) => {
      const outcome = said.outcomes[place];
      if (outcome === "kept" || outcome === "again") note(each);
      lost += Number(!TAKEN.includes(outcome));
      drop(each);
    });
    if (said.deck && castings[0].exchange === panel?.dataset.vote) take(said.deck);
    else keepDeck();
  }
}

/** @returns {Promise<Deck>} */
async function fetchDeck(address) {
  const answer = await fetch(address, { redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    signedOut = waiting().length > 0;
    throw new Error("signed out");
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/* The cards. */

/** @type {Deck | null} */
let deck = null;
/** @type {Casting[]} what the server has taken since this page was opened */
const taken = [];
let first = panel ? field(panel, "statement") : "";

/** @param {Deck} fresh */
function take(fresh) {
  if (!panel || fresh.owner !== owner) return;
  if (fresh.ballot !== panel.dataset.ballot) {
    if (navigator.onLine && !document.body.hasAttribute("data-kept")) location.reload();
    return;
  }
  deck = fresh;
  token = fresh.token;
  taken.forEach(apply);
  keepDeck();
  show();
}

/** What the server has taken is part of the deck from now on, also of one that was sent before. @param {Casting} one */
function note(one) {
  if (one.exchange !== panel?.dataset.vote || one.ballot !== panel?.dataset.ballot) return;
  taken.push(one);
  apply(one);
}

/** @param {Casting} casting */
function apply({ statement, value, number }) {
  const card = deck?.cards.find((each) => each.statement === statement);
  if (card && number > card.number) Object.assign(card, { value, number });
}

/** The deck as it is now, for the next time without network. */
function keepDeck() {
  if (!panel || !deck || !("serviceWorker" in navigator)) return;
  const path = panel.dataset.deck;
  navigator.serviceWorker.controller?.postMessage({ path, owner, text: JSON.stringify(deck) });
}

/** The own votes as they are once everything that waits has arrived. @returns {Map<string, Casting>} */
function latest() {
  const own = waiting().filter(
    (each) => each.exchange === panel?.dataset.vote && each.ballot === panel?.dataset.ballot,
  );
  return new Map(own.map((each) => [each.statement, each]));
}

function state() {
  const cards = deck?.cards || [], queued = latest();
  const valueOf = (card) => (queued.has(card.statement) ? queued.get(card.statement)?.value : card.value);
  const left = cards.filter((each) => valueOf(each) === null);
  const numberOf = (card) => Math.max(card.number, queued.get(card.statement)?.number || 0) + 1;
  const current = left.find((each) => each.statement === first) || left[0];
  return { cards, left, current, valueOf, numberOf, answered: cards.length - left.length };
}

/** @param {string} statement @param {number | null} value */
function cast(statement, value) {
  const { cards, numberOf } = state();
  const card = cards.find((each) => each.statement === statement);
  if (!card || !panel) return;
  const { vote: exchange = "", ballot = "" } = panel.dataset;
  const receipt = crypto.randomUUID();
  keep({ receipt, exchange, ballot, statement, value, number: numberOf(card), language: card.language, owner });
  if (value === null) first = statement;
  remember(value === null ? lastOnes().filter((each) => each !== statement) : [...lastOnes(), statement]);
  show();
  if (state().left.length < FEW && deck && deck.total > deck.cards.length) refresh();
  settle();
}

/** The measures voted on in this tab, the last one last. @returns {string[]} */
function lastOnes() {
  const known = read(sessionStorage.getItem(UNDONE));
  return known?.of === owner + panel?.dataset.vote + panel?.dataset.ballot ? known.statements : [];
}

function remember(statements) {
  const of = owner + panel?.dataset.vote + panel?.dataset.ballot;
  sessionStorage.setItem(UNDONE, JSON.stringify({ of, statements }));
}

/* What is seen of it. */

function show() {
  showNotes();
  if (!panel || !deck) return;
  const { current, cards, answered, valueOf } = state();
  part("[data-card]").hidden = !current;
  part("[data-thanks]").hidden = Boolean(current);
  if (current) {
    first = current.statement;
    showCard(current);
    const words = { number: answered + 1, total: deck.total };
    part("[data-at]").textContent = filled(panel.dataset.progress, words);
    Object.assign(part("progress"), { value: answered, max: deck.total });
  }
  const prompt = panel.querySelector("[data-prompt]");
  if (prompt) prompt.toggleAttribute("hidden", String(answered) !== panel.dataset.promptAfter);
  const last = cards.find((each) => each.statement === lastOnes().at(-1) && valueOf(each) !== null);
  if (last) showLast(valueOf(last));
  else if (lastOnes().length || field(part("[data-undo]"), "statement") === first) part("[data-undo]").hidden = true;
}

/** @param {Card} card */
function showCard(card) {
  const words = part("[data-text]");
  if (words.textContent !== card.text) words.textContent = card.text;
  words.lang = card.tag;
  part("[data-origin]").textContent = card.origin;
  const original = /** @type {HTMLDetailsElement} */ (part("[data-original]"));
  if (part("[data-original-text]").textContent !== card.original) original.open = false;
  original.hidden = !card.original;
  part("[data-original-text]").textContent = card.original;
  part("[data-original-text]").lang = card.originalTag || document.documentElement.lang;
}

function showLast(value) {
  const label = part(`[data-cast] button[value="${value}"]`).textContent?.trim();
  const said = part("[data-said]");
  const words = filled(said.dataset.words, { vote: label });
  if (said.textContent !== words) said.textContent = words;
  part("[data-undo]").hidden = false;
}

function showNotes() {
  const all = waiting();
  const ended = all.filter((each) => over.has(each.exchange + each.ballot)).length;
  const held = all.length - ended;
  const counts = {
    waiting: signedOut || !(delay || !navigator.onLine) ? 0 : held,
    "signed-out": signedOut ? held : 0,
    over: ended,
    lost,
  };
  for (const [name, count] of Object.entries(counts)) {
    const box = /** @type {HTMLElement} */ (main.querySelector(`[data-votes="${name}"]`));
    const words = /** @type {HTMLElement} */ (box.querySelector("[data-words]"));
    if (count) words.textContent = filled(words.dataset.words, { count });
    box.hidden = !count;
  }
}

const part = (name) => /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (panel).querySelector(name));
const filled = (words = "", values) =>
  words.replace(/%\((\w+)\)s|\{(\w+)\}/g, (_, one, other) => String(values[one || other]));

/** @param {ParentNode} within @param {string} name */
function field(within, name) {
  return within.querySelector(`[name=${name}]`)?.getAttribute("value") || "";
}

/* Beginning. */

/** The deck by network, or as it was kept; the one that is there stays where neither can be had. */
async function refresh() {
  const address = panel?.dataset.deck;
  if (address) await fetchDeck(address).then(take, () => undefined);
}

function watch() {
  panel?.addEventListener("submit", (event) => {
    const { submitter, target } = /** @type {any} */ (event);
    const isUndo = target.matches("[data-undo]");
    const statement = isUndo ? lastOnes().at(-1) : first;
    if (!deck || !statement) return;
    event.preventDefault();
    cast(statement, isUndo ? null : Number(submitter.value));
    const place = part("[data-card]").hidden ? "[data-thanks] h2" : "[data-text]";
    part(place).focus({ preventScroll: true });
  });
  panel?.addEventListener("click", (event) => {
    if (event.detail > 1 && /** @type {Element} */ (event.target).closest("button")) event.preventDefault();
  });
}

function watchNotes() {
  main.querySelector('[data-votes="over"] [data-dismiss]')?.addEventListener("click", () => {
    waiting().filter((each) => over.has(each.exchange + each.ballot)).forEach(drop);
    show();
  });
  main.querySelector('[data-votes="lost"] [data-dismiss]')?.addEventListener("click", () => {
    lost = 0;
    show();
  });
}

/** How long a text is while it is written: half as many signs fit where each counts twice. */
function watchLength() {
  const area = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-count]"));
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-counted]"));
  const language = /** @type {HTMLSelectElement | null} */ (document.querySelector("[name=language]"));
  if (!area || !shown || !language) return;
  const count = () => {
    const wide = area.value.match(WIDE);
    const length = [...area.value.trim()].length + (wide?.length || 0);
    const each = language.value === "en" ? 1 : 2;
    shown.textContent = `${Math.ceil(length / each)} / ${Number(area.dataset.count) / each}`;
    shown.classList.toggle("t-bad", length > Number(area.dataset.count));
    shown.hidden = false;
  };
  area.addEventListener("input", count);
  language.addEventListener("change", count);
  count();
}

/** Another tab has kept a vote, or taken one away because the server has it. @param {StorageEvent} event */
function follow({ key, oldValue, newValue }) {
  const gone = key?.startsWith(PREFIX) && !newValue && read(oldValue);
  if (gone && gone.owner === owner) note(gone);
  show();
}

/** The deck of a page that was kept is older than the one kept beside it. */
async function openDeck() {
  if (document.body.hasAttribute("data-kept")) await refresh();
  const sent = document.getElementById("deck");
  if (sent && !deck) take(read(sent.textContent));
  show();
}

function begin() {
  watchNotes();
  watchLength();
  openDeck();
  window.addEventListener("online", settle);
  window.addEventListener("offline", show);
  window.addEventListener("storage", follow);
  settle();
  watch();
}

/** Where nothing can be kept, as in some private windows, or no receipt be made, the forms do it by themselves. */
function canKeep() {
  try {
    localStorage.setItem(UNDONE, "");
    localStorage.removeItem(UNDONE);
    return typeof crypto.randomUUID === "function";
  } catch {
    return false;
  }
}

if (canKeep()) begin();
else watchLength();
