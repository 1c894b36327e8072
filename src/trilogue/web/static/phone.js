// @ts-check
/**
 * The participant's phone: has its own pages kept for times without network, and completes later what was begun without.
 *
 * An exchange waits on the phone as a code with a receipt, a number of the phone's own. The server takes a receipt once,
 * so an exchange whose answer got lost may be sent again.
 */

const WAITING = "trilogue.exchanges";
const SETTLED = ["exchanged", "own", "unknown"];
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const { owner, add, contacts } = main.dataset;
const isKept = document.body.hasAttribute("data-kept");

/** @typedef {{code: string, receipt: string, owner: string, at: string}} Exchange */

/** @returns {Exchange[]} */
function waiting() {
  try {
    return JSON.parse(localStorage.getItem(WAITING) || "[]");
  } catch {
    return [];
  }
}

/** @param {(all: Exchange[]) => Exchange[]} change */
function change(change) {
  localStorage.setItem(WAITING, JSON.stringify(change(waiting())));
  showWaiting();
}

const without = (receipt) => change((all) => all.filter((each) => each.receipt !== receipt));

/** @param {string} code @param {string} receipt */
function keep(code, receipt) {
  const one = { code, receipt, owner: owner || "", at: new Date().toISOString() };
  change((all) => [...all.filter((each) => each.receipt !== receipt), one]);
}

function showWaiting() {
  const section = document.querySelector("[data-waiting]");
  if (!section) return;
  const own = waiting().filter((each) => each.owner === owner);
  const list = /** @type {HTMLElement} */ (section.querySelector("ul"));
  const row = /** @type {HTMLTemplateElement} */ (section.querySelector("template"));
  list.replaceChildren(...own.map((each) => shown(row, each)));
  section.toggleAttribute("hidden", own.length === 0);
}

/** @param {HTMLTemplateElement} row @param {Exchange} one */
function shown(row, one) {
  const made = /** @type {DocumentFragment} */ (row.content.cloneNode(true));
  const put = (name, text) => (/** @type {Element} */ (made.querySelector(name)).textContent = text);
  put("[data-code]", one.code);
  put("[data-at]", new Date(one.at).toLocaleString(document.documentElement.lang));
  made.querySelector("[data-discard]")?.addEventListener("click", () => without(one.receipt));
  return made;
}

/** Send what waits, if whoever is signed in now is the one who kept it. */
async function complete() {
  if (!waiting().some((each) => each.owner === owner)) return;
  const page = await fetch(String(add));
  if (!page.ok || page.headers.get("Trilogue-Phone") !== owner) return;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = fresh.querySelector("[name=csrfmiddlewaretoken]")?.getAttribute("value") || "";
  let done = 0;
  for (const each of waiting().filter((one) => one.owner === owner)) {
    const state = await send(each, token);
    if (SETTLED.includes(state)) without(each.receipt);
    done += Number(state === "exchanged");
  }
  if (done && document.querySelector("[data-list]")) location.reload();
  else if (done) document.querySelector("[data-done]")?.removeAttribute("hidden");
}

/** @param {{code: string, receipt: string}} exchange @param {string} token */
async function send({ code, receipt }, token) {
  const body = new URLSearchParams({ code, receipt, csrfmiddlewaretoken: token });
  const answer = await fetch(String(add), { method: "POST", body, headers: { Accept: "application/json" } });
  return (await answer.json()).state;
}

/** A page that came by network may have lost it when the button is pressed: then the exchange waits. */
function watchExchange() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-exchange]"));
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = (name) => String(new FormData(form).get(name));
    try {
      const state = await send({ code: said("code"), receipt: said("receipt") }, said("csrfmiddlewaretoken"));
      if (state === "exchanged") location.assign(String(contacts));
      else form.submit();
    } catch {
      keep(said("code"), said("receipt"));
      form.hidden = true;
    }
  });
}

/** Without network a code is kept, whether it was scanned or typed. */
function offerLater() {
  const section = document.querySelector("[data-offline]");
  const scanned = /^\/c\/([^/]+)\/$/.exec(location.pathname);
  const code = scanned ? decodeURIComponent(scanned[1]) : new URLSearchParams(location.search).get("code");
  if (!isKept || !section || !code) return;
  /** @type {Element} */ (section.querySelector("[data-code]")).textContent = code;
  section.removeAttribute("hidden");
  section.querySelector("[data-later]")?.addEventListener("click", () => {
    keep(code.slice(0, 40), crypto.randomUUID());
    section.setAttribute("hidden", "");
  });
}

/** The other pages of the phone and the files they need. */
function wanted() {
  const links = [...document.querySelectorAll("[data-keep]")].map(
    (each) => each.getAttribute("href") || each.getAttribute("data-keep"),
  );
  const files = [...document.querySelectorAll("link[href], script[src]")].map(
    (each) => each.getAttribute("href") || each.getAttribute("src"),
  );
  return [...files, ...links, add, location.pathname].filter((each) => each && each.startsWith("/"));
}

async function register() {
  if (!("serviceWorker" in navigator)) return;
  const worker = navigator.serviceWorker;
  await worker.register("/sw.js", { type: "module" }).catch(() => worker.register("/sw.js"));
  const ready = await worker.ready;
  if (!isKept) ready.active?.postMessage(wanted());
}

const settle = () => complete().catch(() => undefined);

showWaiting();
offerLater();
watchExchange();
window.addEventListener("online", settle);
settle();
register().catch(() => undefined);
