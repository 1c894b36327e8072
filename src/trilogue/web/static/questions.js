// @ts-check
/**
 * Questions to a speaker, on the phones in the room and at the desk. Everything here also works without it.
 * With it the list goes on by itself. Only the list is put anew, never the box in which somebody is writing.
 */

const BEAT = 3000;
const part = document.querySelector("[data-follow]");
const failed = document.querySelector("[data-failed]");
let tag = "";

/** The new list in place of the old one: what is unfolded stays so, and who stood on a button stands there again. @param {string} markup */
function put(markup) {
  if (!(part instanceof HTMLElement)) return;
  const unfolded = [...part.querySelectorAll("details[open]")].map((each) => each.id);
  const stood = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
  part.innerHTML = markup;
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  if (stood) document.getElementById(stood)?.focus({ preventScroll: true });
}

async function look() {
  if (!(part instanceof HTMLElement) || document.hidden) return true;
  try {
    const headers = tag ? { "If-None-Match": tag } : undefined;
    const answer = await fetch(part.dataset.follow ?? "", { headers, redirect: "manual" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      put(await answer.text());
    }
    return answer.status === 200 || answer.status === 304;
  } catch {
    return true; // the network is away for a moment
  }
}

async function follow() {
  do await new Promise((done) => setTimeout(done, BEAT));
  while (await look());
}

/** Without leaving the page, so that a question that is being written stays. @param {SubmitEvent} event */
async function send(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-quick")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
  if (button) button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.querySelector("[data-follow]");
    if (!answer.ok || !list) throw new Error(String(answer.status));
    tag = "";
    put(list.innerHTML);
    show(page.querySelector("#main > .note[role=alert]:not([data-failed])"));
  } catch {
    show(null, true);
    if (button) button.disabled = false;
  }
}

/** What the server said against it, or that it could not be reached. @param {Element | null} said */
function show(said, away = false) {
  document.querySelector("[data-refused]")?.remove();
  failed?.toggleAttribute("hidden", !away);
  if (!said || !part) return;
  said.setAttribute("data-refused", "");
  part.before(said);
}

document.addEventListener("submit", send);
follow();
