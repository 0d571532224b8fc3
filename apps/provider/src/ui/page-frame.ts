import { type Html, html } from "./html.ts";
import type { Notice } from "./notices.ts";
import { pageAssets } from "./page-assets.ts";

/** The pages that lead to each other, in this order. */
export const pageNames = {
  "/ui": "Overview",
  "/ui/gaps": "Gaps",
  "/ui/matches": "Matches",
  "/ui/paths": "Paths",
  "/ui/queue": "Queue",
  "/ui/settings": "Settings",
} as const;

export type PagePath = keyof typeof pageNames;

export interface PageFrame {
  readonly title: string;
  /** Beside the name of the program: version, state. */
  readonly headline: Html;
  readonly body: Html | readonly Html[];
  /** Loads the page again after so many seconds, where no script does better. */
  readonly refreshSeconds?: number;
  /** The page of the navigation that this is, or null for none of them; left out: without navigation. */
  readonly current?: PagePath | null;
  /** What became of the action before. */
  readonly notice?: Notice | null;
  /** Events upon which the script looks again, by name. */
  readonly liveParts?: readonly string[];
}

function navigation(current: PagePath | null): Html {
  const links = Object.entries(pageNames).map(
    ([path, name]) =>
      html`<li>
        <a href="${path}" ${path === current ? html`aria-current="page"` : null}>${name}</a>
      </li>`,
  );
  return html`<nav aria-label="Pages">
    <ul>
      ${links}
    </ul>
  </nav>`;
}

function noticeBox(notice: Notice | null | undefined): Html | null {
  if (notice === null || notice === undefined) return null;
  const isBad = notice.tone === "bad";
  return html`<p class="notice ${notice.tone}" role="${isBad ? "alert" : "status"}">
    <strong>${isBad ? "Not done." : "Done."}</strong> ${notice.sentence}
  </p>`;
}

/** The name of the program, as the heading of a page of its own, else as the way to the overview. */
function brand(current: PagePath | null | undefined): Html {
  const name = html`<img src="${pageAssets().icon.address}" alt="" width="28" height="28" />
    Stash2Plex`;
  return current === undefined
    ? html`<h1 class="brand">${name}</h1>`
    : html`<a class="brand" href="/ui">${name}</a>`;
}

/** A whole page. Style and script come from files of our own, because the content policy allows nothing inline. */
export function pageFrame(frame: PageFrame): string {
  const { title, headline, body, refreshSeconds, current, liveParts = [] } = frame;
  const { style, script, icon } = pageAssets();
  const refresh =
    refreshSeconds !== undefined &&
    html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}" /></noscript>`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        ${refresh}
        <title>${title}</title>
        <link rel="stylesheet" href="${style.address}" />
        <link rel="icon" href="${icon.address}" type="image/svg+xml" />
        <script type="module" src="${script.address}"></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <div class="head">
            <div class="title">${brand(current)} ${headline}</div>
            ${current !== undefined && navigation(current)}
          </div>
        </header>
        <main
          id="content"
          tabindex="-1"
          ${liveParts.length > 0 && html`data-live-parts="${liveParts.join(" ")}"`}
        >
          ${noticeBox(frame.notice)} ${body}
        </main>
        <p id="news" class="unseen" role="status"></p>
      </body>
    </html>`;
  return `${page.html}\n`;
}
