import type { Rung, RungResult, RungTrace } from "./decision.ts";

/** Most scenes listed for a rung: a common name may have hundreds. */
const listed = 50;

export function traceOf(rung: Rung, result: RungResult): RungTrace {
  const ids = [...result.accepted, ...result.objected].map(({ sceneId }) => sceneId);
  return {
    rung,
    tried: result.tried,
    found: [...new Set(ids)].slice(0, listed),
    why: result.why,
  };
}
