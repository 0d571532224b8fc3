import { sniffImage } from "@stash2plex/shared/stash";
import pLimit from "p-limit";

import { sendProblem } from "../json-errors.ts";
import { choiceOfPlex, choiceOfStash } from "./choices-of.ts";
import { foundBy } from "./draft.ts";
import type { StepDeps, StepHandler, Visit } from "./visit.ts";

/** Twenty-four pictures are asked for at once; a NAS that composes them has other work, too. */
const AT_ONCE = 4;
const LONGEST_MS = 15_000;

type Read = (signal: AbortSignal) => Promise<Uint8Array | null>;

const idOf = ({ request }: Visit, name: string): number => Number(request.params[name]);

function send({ response }: Visit, picture: Uint8Array | null): void {
  const type = picture === null ? null : sniffImage(picture);
  if (picture === null || (type !== "jpeg" && type !== "png")) {
    sendProblem(response, 404, "There is no picture.");
    return;
  }
  response.setHeader("Cache-Control", "private, max-age=600");
  response.type(type).send(Buffer.from(picture));
}

/**
 * The pictures of the page with before and after, by way of us: a browser that asked Plex or Stash itself would need
 * their token or key. Only pictures of the rows that are shown are given.
 */
export function posterRoutes(deps: StepDeps): {
  readonly now: StepHandler;
  readonly then: StepHandler;
} {
  const limit = pLimit(AT_ONCE);
  const answer = async (visit: Visit, read: Read | null): Promise<void> => {
    const picture =
      read === null
        ? null
        : await limit(() => read(AbortSignal.timeout(LONGEST_MS))).catch(() => null);
    send(visit, picture);
  };
  return {
    now: (visit) => {
      const { draft } = visit;
      const plex = choiceOfPlex(draft);
      const id = idOf(visit, "item");
      const row = foundBy(draft.tasks.preview)?.find(({ itemId }) => itemId === id);
      const isShown = plex !== null && row?.before.hasPoster === true;
      return answer(visit, isShown ? (signal) => deps.setup.posterNow(plex, id, signal) : null);
    },
    then: (visit) => {
      const { draft } = visit;
      const stash = choiceOfStash(draft);
      const id = idOf(visit, "scene");
      const row = foundBy(draft.tasks.preview)?.find(({ after }) => after?.sceneId === id);
      const poster = row?.after?.poster ?? null;
      const isShown = stash !== null && poster !== null;
      return answer(
        visit,
        isShown ? (signal) => deps.setup.posterThen(stash, poster, signal) : null,
      );
    },
  };
}
