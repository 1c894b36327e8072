// The most important point of a photograph by a click on it; without this the two numbers are typed.

const picture = document.querySelector("[data-aim] img");
const [across, down] = ["focus_x", "focus_y"].map((name) => document.querySelector(`input[name="${name}"]`));

if (picture instanceof HTMLImageElement && across instanceof HTMLInputElement && down instanceof HTMLInputElement) {
  const frame = /** @type {HTMLElement} */ (picture.closest("[data-aim]"));
  const hint = document.createElement("p");
  hint.className = "small mute";
  hint.textContent = frame.dataset.hint ?? "";
  frame.append(hint);
  frame.dataset.on = "";
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = String(percent(event.clientX - box.left, box.width));
    down.value = String(percent(event.clientY - box.top, box.height));
    hint.textContent = `${across.value} % · ${down.value} %`;
  });
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return Math.min(100, Math.max(0, Math.round((100 * part) / whole)));
}
