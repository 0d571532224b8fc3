import { type Finding, ok, unchecked, warning } from "./finding.ts";

/** Apart, clocks make "changed since" miss things, and signatures expire early. */
const MOST_SECONDS = 60;
const LOOK_MS = 5_000;

export interface OtherClock {
  readonly id: string;
  readonly name: string;
  /** An address that answers without a key or token. */
  readonly url: string;
}

/** The time that a server says it is, epoch ms; null: it does not say. Sends no key. */
async function timeAt(url: string, signal: AbortSignal): Promise<number | null> {
  const address = new URL(url);
  // A name and password in the address are refused by fetch; a refusal has a date, too.
  address.username = "";
  address.password = "";
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
  const answer = await fetch(address, { redirect: "manual", signal: deadline });
  await answer.body?.cancel();
  const time = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(time) ? null : time;
}

/** Compares the clock of a server with ours by the date of an answer. */
export async function checkClock(
  { id, name, url }: OtherClock,
  now: () => number,
  signal: AbortSignal,
): Promise<Finding> {
  const before = now();
  const theirs = await timeAt(url, signal).catch(() => null);
  const ours = (before + now()) / 2;
  if (theirs === null) return unchecked(id, `${name} does not tell the time.`);
  const seconds = Math.round((theirs - ours) / 1_000);
  if (Math.abs(seconds) <= MOST_SECONDS) {
    return ok(id, `The clock of ${name} agrees with the one here.`);
  }
  const way = seconds > 0 ? "ahead of" : "behind";
  return warning(
    id,
    `The clock of ${name} is ${Math.abs(seconds)} s ${way} the one here.`,
    "Let both machines take their time from a time server (NTP).",
  );
}
