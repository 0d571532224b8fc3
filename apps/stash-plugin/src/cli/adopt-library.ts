import type { AdoptRow } from "@stash2plex/engine/engine";
import * as z from "zod";

import type { Reply } from "./command.js";
import { postJson } from "./post-json.js";
import type { CommandHost } from "./run-command.js";
import { type Session, whatIsMissing } from "./session.js";
import { withEngine } from "./with-engine.js";

export interface AdoptRequest {
  readonly section: string;
  readonly dry: boolean;
  readonly limit: number | null;
}

const rowSchema = z.object({
  itemId: z.number(),
  file: z.string(),
  title: z.string(),
  sceneId: z.number().nullable(),
  reason: z.string(),
  outcome: z.enum(["would-match", "matched", "already-ours", "left", "failed"]),
});
const answerSchema = z.union([z.array(rowSchema), z.object({ rows: z.array(rowSchema) })]);

/** Matching item by item takes its time. */
const DEADLINE_MS = 3_600_000;

const byProvider = async (
  { provider }: Session,
  { section, dry, limit }: AdoptRequest,
): Promise<readonly AdoptRow[]> => {
  const answer = await postJson({
    url: `${provider.url}/api/adopt`,
    headers: provider.token === "" ? {} : { authorization: `Bearer ${provider.token}` },
    body: JSON.stringify({ section, dryRun: dry, ...(limit === null ? {} : { limit }) }),
    deadlineMs: DEADLINE_MS,
    maxBytes: 256_000_000,
  });
  if (answer.status !== 200)
    throw new Error(`The provider refused (status ${answer.status}): ${answer.body.slice(0, 300)}`);
  const parsed = answerSchema.parse(JSON.parse(answer.body));
  return "rows" in parsed ? parsed.rows : parsed;
};

const lineOf = ({ outcome, title, file, sceneId, reason }: AdoptRow): string =>
  `${outcome}  ${title}  ${file}  ${sceneId === null ? "no scene" : `scene ${sceneId}`}  ${reason}`;

/** Brings an existing library over to our guids; only shows what would be matched, unless told to do it. */
export async function adoptLibrary(
  session: Session,
  request: AdoptRequest,
  { parts, logger }: CommandHost,
): Promise<Reply> {
  const missing = session.provider.url === "" ? whatIsMissing(session) : null;
  if (missing !== null) return { lines: [], error: missing };
  const { section, dry, limit } = request;
  const options = { dryRun: dry, ...(limit === null ? {} : { limit }) };
  const rows =
    session.provider.url === ""
      ? await withEngine(session, parts, logger, ({ service }) => service.adopt(section, options))
      : await byProvider(session, request);
  return {
    lines: [...rows.map(lineOf), `${rows.length} items${dry ? "; nothing was changed" : ""}`],
    data: rows,
  };
}
