import type { SyncLink } from "@stash2plex/engine/engine";
import type { Logger } from "@stash2plex/shared/log";

/**
 * Says in the log how Plex is: once it answers, and again whenever that changes. A watched library of none is worth a
 * word of its own: everything runs then, and nothing happens.
 */
export function tellPlex(
  sync: Pick<SyncLink, "onStatus">,
  logger: Logger,
  url: string,
): () => void {
  let told: string | null = null;
  return sync.onStatus(({ plex, worker, problem }) => {
    const { reachable, version } = plex.plex;
    const sentence = plex.plex.problem ?? problem;
    const state = `${String(reachable)} ${version ?? ""} ${worker} ${sentence ?? ""} ${plex.phase}`;
    if (reachable === null || state === told) return;
    told = state;
    if (sentence !== null) {
      logger.warn(`Nothing is brought to Plex at the moment: ${sentence}`, { url });
      return;
    }
    if (plex.phase !== "ready") return;
    logger.info("Plex answers", { url, version, items: plex.items });
    if (plex.items === 0) {
      logger.info(
        "No item of Plex concerns this program yet: make a library whose agent is this provider, or name libraries in PLEX_SECTIONS",
      );
    }
  });
}
