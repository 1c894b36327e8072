// @ts-check
/**
 * Passkeys: has the browser make or use one, and sends its answer with the form that asked.
 *
 * `data-passkey` of the form says what is wanted: "make" or "use" with the terms in the page, "sign-in" with terms
 * fetched when the button is pressed. Without this script the form stays hidden and other ways are offered.
 */

const BINARY = ["challenge", "id"];
const LISTS = ["excludeCredentials", "allowCredentials"];

/** @param {string} text @returns {Uint8Array} */
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer */
function text(buffer) {
  if (!buffer) return null;
  const plain = Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {Record<string, any>} terms what JSON holds as text, in bytes */
function read(terms) {
  const found = { ...terms };
  for (const name of BINARY) if (typeof found[name] === "string") found[name] = bytes(found[name]);
  for (const name of LISTS) if (found[name]) found[name] = found[name].map(read);
  if (found.user) found.user = read(found.user);
  return found;
}

/** @param {any} made */
function written(made) {
  const { response } = made;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = text(response.attestationObject);
    answer.transports = response.getTransports ? response.getTransports() : [];
  } else {
    answer.authenticatorData = text(response.authenticatorData);
    answer.signature = text(response.signature);
    answer.userHandle = text(response.userHandle);
  }
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: answer,
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

/** @param {HTMLFormElement} form */
async function terms(form) {
  if (form.dataset.passkey === "sign-in") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }
  const kept = JSON.parse(document.getElementById("passkey-terms")?.textContent || "{}");
  return kept.creation_options || kept.request_options;
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const failed = /** @type {HTMLElement} */ (form.querySelector("[data-failed]"));
  failed.hidden = true;
  try {
    const publicKey = /** @type {any} */ (read((await terms(form)).publicKey));
    const made = form.dataset.passkey === "make"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = JSON.stringify(written(made));
    form.submit();
  } catch {
    failed.hidden = false;
    failed.focus();
  }
}

if (window.PublicKeyCredential) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.reportValidity()) ask(form);
    });
  }
  for (const each of document.querySelectorAll("[data-without-passkeys]")) each.setAttribute("hidden", "");
}
