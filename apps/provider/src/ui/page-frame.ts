import { type Html, html } from "./html.ts";

export interface PageFrame {
  readonly title: string;
  /** Behind the title: version, state. */
  readonly headline: Html;
  readonly body: Html | readonly Html[];
  /** Loads the page again after so many seconds. */
  readonly refreshSeconds?: number;
}

/** A whole page. Its style comes from a file of our own, because the content policy allows nothing inline. */
export function pageFrame({ title, headline, body, refreshSeconds }: PageFrame): string {
  const refresh =
    refreshSeconds === undefined
      ? null
      : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${refresh}
        <title>${title}</title>
        <link rel="stylesheet" href="/ui/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <h1>Stash2Plex</h1>
          ${headline}
        </header>
        <main>${body}</main>
      </body>
    </html>`;
  return `${page.html}\n`;
}
