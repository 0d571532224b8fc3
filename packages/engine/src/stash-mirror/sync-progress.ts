import type { MirrorContext } from "./mirror-context.ts";
import type { MirrorProgress } from "./mirror-status.ts";

const logEveryMs = 3_000;

/** Says how far the first sync came: to the status with every call, to the log every few seconds. */
export const createProgressLog = (
  { clock, logger, writer }: MirrorContext,
  total: number,
  onProgress: (progress: MirrorProgress) => void,
) => {
  const began = clock.now();
  const before = writer.size().scenes;
  let lastLine = began;
  return (): void => {
    const done = writer.size().scenes;
    const shown = Math.max(total, done);
    onProgress({ done, total: shown });
    if (clock.now() - lastLine < logEveryMs) return;
    lastLine = clock.now();
    const perSecond = Math.round((done - before) / ((lastLine - began) / 1_000));
    const percent = shown === 0 ? 100 : Math.floor((100 * done) / shown);
    logger.info(
      `Copying Stash for the first time: ${done} of ${shown} scenes (${percent} %), ${perSecond} a second`,
    );
  };
};
