// @ts-check
/**
 * Keeps a participant's own pages on the phone, for halls without network. The network comes first always; what is kept
 * is shown only without it, and the page then says so and how old it is.
 *
 * Nothing of one person is ever shown to another: every page that may be kept names its owner in a header. Everything is
 * thrown away when another owner's page comes, at signing out, and when one of the pages is refused.
 */

const CACHE = "phone-1";
const OWNER = "Trilogue-Phone", KEPT_AT = "Trilogue-Kept";
const OWNER_KEPT = "/phone-owner";
const PAGES = /^\/(?:en|ko|ja|zh-hans)\/me\/(?:tables|card|contacts|contacts\/add|opinions(?:\/[0-9a-f-]{36})?)\/$/;
/** The measures of an exchange of opinions with the own votes, which its page asks for. */
const DECK = /^\/(?:en|ko|ja|zh-hans)\/me\/opinions\/[0-9a-f-]{36}\/deck\.json$/;
const CODE = /^\/c\/[^/]+\/$/;
const SIGN_OUT = /^\/(?:en|ko|ja|zh-hans)\/sign-out\/$/;
const FILES = /^\/static\//;
const REFUSED = [401, 403, 404];
const OLD = 10 * 60 * 1000;

/** Counts how often everything was thrown away, so that an answer still under way is not kept afterwards. */
let emptied = 0;

const phone = /** @type {any} */ (self);

phone.addEventListener("install", () => phone.skipWaiting());
phone.addEventListener("activate", (event) => event.waitUntil(dropOlder().then(() => phone.clients.claim())));
phone.addEventListener("message", (event) => {
  event.waitUntil(Array.isArray(event.data) ? keepAll(event.data) : keepDeck(event.data));
});
phone.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  if (method === "POST" && SIGN_OUT.test(pathname)) return event.waitUntil(empty());
  if (method !== "GET") return;
  if (FILES.test(pathname)) return event.respondWith(file(event.request));
  if (DECK.test(pathname) || (mode === "navigate" && (PAGES.test(pathname) || CODE.test(pathname)))) {
    return event.respondWith(page(event.request, pathname));
  }
});

async function dropOlder() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function empty() {
  emptied += 1;
  await caches.delete(CACHE);
}

async function file(request) {
  const before = emptied;
  try {
    const answer = await fetch(request);
    if (answer.ok && before === emptied) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer;
  } catch (error) {
    return (await caches.match(request)) || Response.error();
  }
}

async function page(request, path) {
  const before = emptied;
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    return (await kept(path)) || Response.error();
  }
  if (mayBeKept(path)) await look(path, answer, before);
  return answer;
}

const mayBeKept = (path) => PAGES.test(path) || DECK.test(path);

/** Keep an answer that may be kept; a refusal, or being sent to sign in, ends all keeping. */
async function look(path, answer, before) {
  const sentAway = answer.type === "opaqueredirect" || answer.redirected;
  if (sentAway || REFUSED.includes(answer.status)) return empty();
  const owner = answer.headers.get(OWNER);
  if (!answer.ok || !owner || before !== emptied) return;
  if ((await ownerKept()) !== owner) await empty();
  const cache = await caches.open(CACHE);
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await cache.put(OWNER_KEPT, new Response(owner));
  await cache.put(path, new Response(await answer.clone().text(), { headers }));
}

async function ownerKept() {
  const known = await caches.match(OWNER_KEPT);
  return known ? known.text() : "";
}

/** The page as it was kept, else in another language; a scanned code opens the page for codes. It says that it is kept. */
async function kept(path) {
  const wanted = CODE.test(path) ? "/me/contacts/add/" : path.slice(path.indexOf("/", 1));
  const answer = (await caches.match(path)) || (await latest(wanted));
  if (!answer) return null;
  if (DECK.test(path)) return answer;
  const text = await answer.text();
  return new Response(text.replace('<body class="phone"', '<body class="phone" data-kept'), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": answer.headers.get("Content-Security-Policy") || "",
    },
  });
}

/** Of a page that is kept in several languages the one that came last. */
async function latest(end) {
  const cache = await caches.open(CACHE);
  const at = (answer) => Number(answer.headers.get(KEPT_AT));
  let found = null;
  for (const each of await cache.keys()) {
    const { pathname } = new URL(each.url);
    const answer = mayBeKept(pathname) && pathname.endsWith(end) && (await cache.match(each));
    if (answer && (!found || at(answer) > at(found))) found = answer;
  }
  return found;
}

/** What a page asks to have at hand: its files once, its sister pages when they are missing or old. */
async function keepAll(paths) {
  for (const path of paths) {
    const known = await caches.match(path);
    const at = Number(known && known.headers.get(KEPT_AT));
    if (known && (FILES.test(path) || Date.now() - at < OLD)) continue;
    try {
      if (FILES.test(path)) await file(new Request(path));
      else if (mayBeKept(path)) {
        const before = emptied;
        await look(path, await fetch(path), before);
      }
    } catch (error) {
      return;
    }
  }
}

/** The deck after votes of this phone, in the place of the one that came by network, if it is still the same owner's. */
async function keepDeck({ path, owner, text }) {
  const before = emptied;
  const known = DECK.test(path) && (await caches.match(path));
  if (!known || (await ownerKept()) !== owner || before !== emptied) return;
  await (await caches.open(CACHE)).put(path, new Response(text, { headers: known.headers }));
}
