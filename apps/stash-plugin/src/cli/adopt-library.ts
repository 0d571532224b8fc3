import type { AdoptRow } from "@stash2plex/engine/engine";

import { adoptByProvider, type AdoptFindings } from "./adopt-by-provider.js";
import type { Reply } from "./command.js";
import type { CommandHost } from "./run-command.js";
import { type Session, whatIsMissing } from "./session.js";
import { withEngine } from "./with-engine.js";

export interface AdoptRequest {
  readonly section: string;
  readonly dry: boolean;
  readonly limit: number | null;
}

const lineOf = ({ outcome, title, file, sceneId, reason }: AdoptRow): string =>
  `${outcome}  ${title}  ${file}  ${sceneId === null ? "no scene" : `scene ${sceneId}`}  ${reason}`;

const sumOf = ({ rows, total }: AdoptFindings, dry: boolean): string => {
  const shown = rows.length < total ? `, the first ${rows.length} of them above` : "";
  return `${total} items${shown}${dry ? "; nothing was changed" : ""}`;
};

/** Brings an existing library over to our guids; only shows what would be matched, unless told to do it. */
export async function adoptLibrary(
  session: Session,
  request: AdoptRequest,
  { parts, logger, signal }: CommandHost,
): Promise<Reply> {
  const missing = session.provider.url === "" ? whatIsMissing(session) : null;
  if (missing !== null) return { lines: [], error: missing };
  const { section, dry, limit } = request;
  const options = { dryRun: dry, ...(limit === null ? {} : { limit }) };
  const byEngine = async (): Promise<AdoptFindings> => {
    const rows = await withEngine(session, parts, logger, ({ service }) =>
      service.adopt(section, options),
    );
    return { rows, total: rows.length };
  };
  const findings =
    session.provider.url === ""
      ? await byEngine()
      : await adoptByProvider(session.provider, { section, ...options }, signal);
  return { lines: [...findings.rows.map(lineOf), sumOf(findings, dry)], data: findings.rows };
}
