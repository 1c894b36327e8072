// The tables at the desk. Everything here also works without it: a search is looked at again, people are moved by
// choosing them and a place. With it, a search tells how far it is by itself, and people can be dragged.

const BEAT = 1000;

/** Shows how something goes on; once it is in none of these states any more, the whole page anew.
 *  @param {HTMLElement} part */
async function follow(part) {
  const during = (part.dataset.while ?? "waiting running").split(" ");
  let tag = "";
  for (;;) {
    await new Promise((done) => setTimeout(done, BEAT));
    try {
      const answer = await fetch(part.dataset.follow ?? "", { headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") ?? "";
        part.innerHTML = await answer.text();
        if (!during.includes(answer.headers.get("X-State") ?? "")) return location.reload();
      } else if (answer.status !== 304) {
        return location.reload();
      }
    } catch {
      // The network is away for a moment: ask again at the next beat.
    }
  }
}

/** Puts the server's new page in place of this one, where the reader stands. @param {string} text */
function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#main");
  const main = document.querySelector("#main");
  if (!fresh || !main) return location.reload();
  main.replaceWith(fresh);
  const said = fresh.querySelector("[role=status], [role=alert]");
  if (said instanceof HTMLElement) {
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
  }
  board();
}

/** @param {HTMLElement} plan @param {Record<string, string>} move */
async function drop(plan, move) {
  const form = document.querySelector("#drop");
  if (!(form instanceof HTMLFormElement)) return;
  if (plan.dataset.asks) {
    location.search = String(new URLSearchParams({ round: plan.dataset.round ?? "1", ...move }));
    return;
  }
  const data = new FormData(form);
  for (const [name, value] of Object.entries(move)) data.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body: data });
  if (!answer.ok) return location.reload();
  history.replaceState(null, "", answer.url);
  show(await answer.text());
}

/** Lets people be dragged to another seat, or to a table. */
function board() {
  const plan = document.querySelector("[data-moves]");
  if (!(plan instanceof HTMLElement)) return;
  for (const seat of plan.querySelectorAll("[data-who]")) {
    if (!(seat instanceof HTMLElement)) continue;
    seat.draggable = true;
    seat.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData("text/plain", seat.dataset.who ?? "");
    });
  }
  plan.addEventListener("dragover", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-table]")) event.preventDefault();
  });
  plan.addEventListener("drop", (event) => {
    event.preventDefault();
    const who = event.dataTransfer?.getData("text/plain");
    const table = event.target instanceof Element && event.target.closest("[data-table]");
    const seat = event.target instanceof Element && event.target.closest("[data-who]");
    if (!who || !(table instanceof HTMLElement)) return;
    const other = seat instanceof HTMLElement ? seat.dataset.who : undefined;
    const place = { who, table: table.dataset.table ?? "" };
    if (other !== who) drop(plan, other ? { ...place, with: other } : place);
  });
}

const followed = document.querySelector("[data-follow]");
if (followed instanceof HTMLElement) follow(followed);
board();
