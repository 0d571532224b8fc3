import type { StashApi } from "@stash2plex/shared/stash";

import { probeStash } from "../serving/stash-probe.ts";
import { failure, type Finding, ok } from "./finding.ts";

const PROBE_MS = 10_000;

/** Whether Stash answers, is new enough, and lets us in. The client's sentences hold the remedy. */
export async function checkStash(api: StashApi, url: string): Promise<readonly Finding[]> {
  const probe = await probeStash(api, PROBE_MS);
  if (probe.kind === "reached") {
    const { version, scenes } = probe;
    return [ok("stash", `Stash ${version} answers at ${url} and has ${scenes} scenes.`)];
  }
  const remedy = "Until then, only what was copied before is matched.";
  return [failure(`stash.${probe.code}`, probe.problem, remedy)];
}
