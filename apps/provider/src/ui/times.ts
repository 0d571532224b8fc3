import { ago } from "../admin/time-words.ts";
import { type Html, html } from "./html.ts";

/** How far ahead something is, for people. */
function ahead(time: number, now: number): string {
  const seconds = Math.round((time - now) / 1_000);
  if (seconds <= 0) return "now";
  if (seconds < 60) return `in ${seconds} s`;
  if (seconds < 3_600) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `in ${Math.round(seconds / 3_600)} h`;
  return `in ${Math.round(seconds / 86_400)} days`;
}

/** A moment as people say it; the exact one is there for who points at it. */
export function moment(time: number | null, now: number): Html {
  if (time === null) return html`never`;
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return html`at an unknown time`;
  const exact = new Date(time).toISOString();
  const words = time > now ? ahead(time, now) : ago(time, now);
  return html`<time datetime="${exact}" title="${exact.slice(0, 19).replace("T", " ")} UTC"
    >${words}</time
  >`;
}

/** The same for the ISO times of reports. */
export const isoMoment = (time: string | null, now: number): Html =>
  moment(time === null ? null : Date.parse(time), now);
