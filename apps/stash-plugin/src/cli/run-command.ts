import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import { askProvider } from "./ask-provider.js";
import type { AskedCommand, Reply } from "./command.js";
import { drainWithProgress } from "./drain-with-progress.js";
import type { EngineParts } from "./engine-parts.js";
import { runLocally } from "./run-locally.js";
import { type Session, toProvider, whatIsMissing } from "./session.js";
import { isSpoolEmpty } from "./spool-state.js";
import { reconcileWhenDue, takeSpool, withEngine } from "./with-engine.js";

export interface CommandHost {
  readonly parts: EngineParts;
  readonly logger: Logger;
  readonly now: () => number;
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Does one task or operation: by the provider where there is one, else by our own engine. Never rejects. */
export async function runCommand(
  session: Session,
  asked: AskedCommand,
  host: CommandHost,
): Promise<Reply> {
  const { parts, logger, now, progress, signal } = host;
  for (const warning of session.warnings) logger.warn(warning);
  try {
    if (session.provider.url !== "") {
      // Looked first: most tasks then need not load the engine at all.
      if (!isSpoolEmpty(session.files.spool))
        await parts
          .drainSpool(session.files.spool, toProvider(session))
          .catch((error: unknown) =>
            logger.warn(`Events are kept for later: ${errorMessage(error)}`),
          );
      return await askProvider(session.provider, asked);
    }
    const missing = whatIsMissing(session);
    if (missing !== null) return { lines: [], error: missing };
    return await withEngine(session, parts, logger, async (engine) => {
      const { service, gaps } = engine;
      const work = async (): Promise<void> => {
        await takeSpool(session, parts, engine);
        await reconcileWhenDue(session, engine, now(), logger);
        await drainWithProgress(engine, progress, signal);
      };
      const ready = (): Promise<void> => engine.ready();
      const reply = await runLocally({ service, gaps, ready, work, now }, asked);
      await takeSpool(session, parts, engine);
      return reply;
    });
  } catch (error) {
    return { lines: [], error: errorMessage(error) };
  }
}
