import { errorMessage } from "@stash2plex/shared/error-message";
import type { StashApi } from "@stash2plex/shared/stash";

import { errorCode } from "../error-code.ts";

/** What Stash said when it was asked who it is. */
export type StashProbe =
  | { readonly kind: "reached"; readonly version: string; readonly scenes: number }
  | { readonly kind: "failed"; readonly problem: string; readonly code: string };

/** Asks Stash for its version and the number of scenes; never rejects. */
export async function probeStash(
  api: Pick<StashApi, "version" | "counts">,
  timeoutMs: number,
  stopping?: AbortSignal,
): Promise<StashProbe> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = stopping === undefined ? timeout : AbortSignal.any([timeout, stopping]);
  try {
    const { text } = await api.version({ signal });
    const { scenes } = await api.counts({ signal });
    return { kind: "reached", version: text, scenes };
  } catch (error) {
    return { kind: "failed", problem: errorMessage(error), code: errorCode(error) ?? "unknown" };
  }
}
