import type { IndexEntry } from "./package-index.ts";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const row = ({ id, version, date, metadata }: IndexEntry): string =>
  `<tr><td><code>${id}</code></td><td>${escape(metadata.description)}</td><td>${version}</td><td>${date} UTC</td><td><a href="${id}.zip">${id}.zip</a></td></tr>`;

/** What people see who open the package source in a browser. */
export const indexPage = (entries: readonly IndexEntry[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stash2Plex: package source for Stash</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}code{background:#8882;padding:0 .2em}</style>
<h1>Stash2Plex: package source for Stash</h1>
<ol>
<li>In Stash, open <b>Settings &gt; Plugins</b>, and under <b>Available Plugins</b> choose <b>Add Source</b>.</li>
<li>Name: <code>Stash2Plex</code>. Source URL: <code id="source">index.yml</code>. Local path: <code>stash2plex</code>.</li>
<li>Tick <b>one</b> of the two packages, and choose <b>Install</b>.</li>
<li>Fill in its settings, further down on the same page.</li>
</ol>
<p>With the Stash2Plex provider: take <code>Stash2Plex</code>. Without it: take <code>Stash2PlexCli</code>, which needs Node 22.19 or newer where Stash runs.
Remove version 1 of the plugin before; what was filled in there stays.</p>
<table><tr><th>Package</th><th>What it does</th><th>Version</th><th>Date</th><th>File, to install by hand</th></tr>
${entries.map(row).join("\n")}
</table>
<script>document.getElementById("source").textContent = new URL("index.yml", location.href).href;</script>
</html>
`;
