// The results of an exchange of opinions. Without this the page is looked at again by hand; with it, it follows by
// itself what the hosts show.

const BEAT = 8000;

/** Asks whether the page has changed, and puts the new results in place of the old. */
async function follow() {
  for (;;) {
    // Not all telephones of a room at the same moment.
    await new Promise((done) => setTimeout(done, BEAT * (0.75 + Math.random() / 2)));
    const here = document.querySelector("[data-results]");
    if (!(here instanceof HTMLElement)) return;
    if (document.hidden) continue;
    try {
      const known = { "If-None-Match": here.dataset.etag ?? "" };
      const answer = await fetch(location.href, { headers: known, redirect: "error" });
      if (answer.status === 200) show(here, await answer.text());
      else if (answer.status !== 304) return;
    } catch {
      // The network is away for a moment: ask again at the next beat.
    }
  }
}

/** @param {HTMLElement} here @param {string} text */
function show(here, text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-results]");
  if (fresh) here.replaceWith(document.adoptNode(fresh));
}

follow();
