/**
 * Improves the pages where there is script: a page that waits looks again without being loaded anew, so that focus and
 * scrolling stay, and a button cannot be pressed twice. Without it the pages load themselves again.
 */
export const setupScript = `"use strict";
const waits = () => document.querySelector("[data-poll]") !== null;

async function look() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.ok && response.redirected) {
      location.replace(response.url);
      return;
    }
    if (response.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // The program may be starting: it is asked again.
  }
  if (waits()) setTimeout(look, 1500);
}

function show(page) {
  const next = page.querySelector("main");
  const main = document.querySelector("main");
  if (next === null || next.textContent === main.textContent) return;
  main.replaceChildren(...next.childNodes);
  document.title = page.title;
}

if (waits()) setTimeout(look, 1500);

addEventListener("submit", (event) => {
  const button = event.submitter;
  // After the browser has taken the form: a disabled button would not be sent with it.
  setTimeout(() => button?.setAttribute("disabled", ""), 0);
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[disabled]")) button.removeAttribute("disabled");
});
`;
