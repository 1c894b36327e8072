// The screen in the room. Without this the page loads itself anew every few seconds; with it, it follows by itself, and
// turns the pages of a list that is longer than the screen is high.

const BEAT = 700;
const TURN = 12000;

/** @type {{ list: HTMLElement, pages: HTMLElement[][], at: number }[]} */
let books = [];
let turning = 0;

/** Asks for what is to be shown now, and shows it. @param {HTMLElement} stage */
async function follow(stage) {
  let tag = stage.dataset.etag ?? "";
  for (;;) {
    await new Promise((done) => setTimeout(done, BEAT));
    try {
      const answer = await fetch(stage.dataset.now ?? "", { headers: { "If-None-Match": tag } });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") ?? "";
        stage.innerHTML = await answer.text();
        const title = stage.querySelector("h1");
        if (title) document.title = `${title.textContent} – Trilogue`;
        bind(stage);
      } else if (answer.status === 404) {
        return location.reload();
      }
    } catch {
      // The network is away for a moment: what is on the screen stays there.
    }
  }
}

/** Divides the lists into pages that fit. @param {HTMLElement} stage */
function bind(stage) {
  books = [];
  for (const list of stage.querySelectorAll("[data-pages]")) {
    if (!(list instanceof HTMLElement)) continue;
    const items = [...list.children].filter((item) => item instanceof HTMLElement);
    const room = bottom(stage) - list.getBoundingClientRect().top;
    const pages = divide(/** @type {HTMLElement[]} */ (items), room);
    books.push({ list, pages, at: 0 });
  }
  turn(stage, 0);
  clearInterval(turning);
  turning = setInterval(() => turn(stage, 1), TURN);
}

/** Where the footer begins when the stage is as high as the screen. @param {HTMLElement} stage */
function bottom(stage) {
  const foot = stage.querySelector("footer");
  const style = getComputedStyle(stage);
  const below = parseFloat(style.paddingBottom) + parseFloat(style.rowGap || "0");
  return innerHeight - below - (foot ? foot.getBoundingClientRect().height : 0);
}

/** @param {HTMLElement[]} items @param {number} room */
function divide(items, room) {
  /** @type {HTMLElement[][]} */
  const pages = [[]];
  let used = 0;
  for (const item of items) {
    item.hidden = false;
    const high = item.getBoundingClientRect().height;
    if (used && used + high > room) {
      pages.push([]);
      used = 0;
    }
    pages[pages.length - 1].push(item);
    used += high;
  }
  return pages;
}

/** @param {HTMLElement} stage @param {number} by */
function turn(stage, by) {
  for (const book of books) {
    book.at = (book.at + by) % book.pages.length;
    book.pages.forEach((page, number) => page.forEach((item) => (item.hidden = number !== book.at)));
  }
  const longest = books.reduce((most, book) => (book.pages.length > most.pages.length ? book : most), books[0]);
  const said = stage.querySelector("[data-page]");
  if (said) said.textContent = longest && longest.pages.length > 1 ? `${longest.at + 1} / ${longest.pages.length}` : "";
}

const stage = document.querySelector("[data-now]");
if (stage instanceof HTMLElement) {
  document.documentElement.classList.add("alive");
  bind(stage);
  addEventListener("resize", () => bind(stage));
  follow(stage);
}
