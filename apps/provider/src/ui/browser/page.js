// @ts-check
// What makes the pages livelier. Every page works without it; it loads nothing but pages and events of our own.

/** Between two looks at the same page. */
const PAUSE_MS = 1_000;

/** @param {string} text */
function announce(text) {
  const news = document.getElementById("news");
  if (news !== null && news.textContent !== text) news.textContent = text;
}

/**
 * What a region says, without what differs each time it is made: the proofs in its forms.
 * @param {Element} region
 */
function essence(region) {
  return region.innerHTML.replaceAll(/(name="_token" value=")[^"]*"/g, "$1");
}

/**
 * Takes over a region as it is now, unless somebody is about to use it. What was unfolded stays so.
 * @param {Element} region
 * @param {Element} next
 */
function takeOver(region, next) {
  if (essence(region) === essence(next)) return;
  if (region.contains(document.activeElement)) return;
  const isOpen = [...region.querySelectorAll("details")].map(({ open }) => open);
  region.replaceChildren(...next.childNodes);
  region.querySelectorAll("details").forEach((details, index) => {
    details.open = isOpen[index] ?? false;
  });
}

async function lookAgain() {
  const address = new URL(location.href);
  address.searchParams.delete("said");
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    const same = next.getElementById(region.id);
    if (same !== null) takeOver(region, same);
  }
  const state = document.getElementById("live-state")?.textContent?.trim();
  if (state !== undefined && state !== "") announce(state);
}

/** Looks again whenever a part of the page has changed, and stops while nobody sees it. */
function keepLive() {
  const parts = document.querySelector("main")?.dataset.liveParts?.split(" ") ?? [];
  if (parts.length === 0) return;
  /** @type {EventSource | null} */
  let stream = null;
  let isLooking = false;
  let isWanted = false;

  const look = async () => {
    isWanted = true;
    if (isLooking) return;
    isLooking = true;
    while (isWanted) {
      isWanted = false;
      await lookAgain().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    isLooking = false;
  };
  const listen = () => {
    stream?.close();
    stream = null;
    if (document.hidden) return;
    stream = new EventSource("/ui/live");
    // The first events say how things are, not that they have changed; one look covers them all.
    for (const part of parts) stream.addEventListener(part, () => void look());
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  listen();
}

/** A sentence about an action is shown once: it has no place in an address that somebody keeps. */
function forgetNotice() {
  const address = new URL(location.href);
  if (!address.searchParams.has("said")) return;
  address.searchParams.delete("said");
  history.replaceState(history.state, "", address);
}

/** Narrows a list while somebody types, as the server does when the form is sent. */
function searchAsTyped() {
  const input = document.querySelector("input[data-search-in]");
  if (!(input instanceof HTMLInputElement)) return;
  const search = () => {
    const words = input.value.trim().toLowerCase();
    let found = 0;
    for (const group of document.querySelectorAll("[data-search-group]")) {
      let inGroup = 0;
      for (const row of group.querySelectorAll("[data-search]")) {
        const fits = row instanceof HTMLElement && (row.dataset.search ?? "").includes(words);
        if (row instanceof HTMLElement) row.hidden = !fits;
        if (fits) inGroup += 1;
      }
      if (group instanceof HTMLElement) group.hidden = inGroup === 0;
      found += inGroup;
    }
    announce(`${found} settings`);
  };
  input.addEventListener("input", search);
}

/**
 * Copies a text. Browsers give the clipboard to encrypted pages only; at home there are few of those.
 * @param {HTMLElement} source
 */
async function copyText(source) {
  try {
    await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return document.execCommand("copy");
  }
}

function offerCopies() {
  for (const source of document.querySelectorAll("[data-copy]")) {
    if (!(source instanceof HTMLElement)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const isCopied = await copyText(source);
      button.textContent = isCopied ? "Copied" : "Selected";
      announce(isCopied ? "The address is copied." : "The address is selected.");
    });
    source.after(button);
  }
}

forgetNotice();
keepLive();
searchAsTyped();
offerCopies();
