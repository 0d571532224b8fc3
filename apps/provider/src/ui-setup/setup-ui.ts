import type { Clock } from "@stash2plex/shared/clock";
import type { PlexTvPins } from "@stash2plex/shared/plex-tv";
import compression from "compression";
import { type Request, type Response, Router, urlencoded } from "express";

import { refuseForeignPages } from "../admin/guards.ts";
import { createFailureLimit } from "../admin/token.ts";
import type { Setup } from "../setup/setup.ts";
import { pageHeaders } from "../ui/page-headers.ts";
import { addChoicesSteps } from "./choices-steps.ts";
import type { ByHand } from "./code-page.ts";
import type { KnownServers } from "./draft.ts";
import { createEntrance, type Entrance } from "./entrance.ts";
import { formOf } from "./form.ts";
import { addLibrarySteps } from "./library-steps.ts";
import { createOneTimeCode } from "./one-time-code.ts";
import { addPlexStep } from "./plex-step.ts";
import { createSetupRun } from "./run.ts";
import { createSetupSessions } from "./sessions.ts";
import { addSetupFiles } from "./setup-files.ts";
import { addStashStep } from "./stash-step.ts";
import { reachedSteps } from "./steps.ts";
import {
  goTo,
  type OwnAddress,
  type SecretKeeper,
  type StepHandler,
  type StepRouter,
} from "./visit.ts";
import { addWaiting } from "./waiting.ts";

export interface SetupUiDeps {
  readonly setup: Setup;
  readonly pins: () => PlexTvPins;
  readonly clock: Clock;
  readonly secrets: SecretKeeper;
  readonly own: () => OwnAddress;
  readonly known: () => KnownServers;
  readonly version: string;
  readonly byHand: ByHand;
  readonly randomBytes: (count: number) => Uint8Array;
  /** A random whole number below the given one. */
  readonly pick: (below: number) => number;
  /** Tells the code to those who may read the log, and to nobody else. */
  readonly printCode: (code: string) => void;
  /** Who may come in while the provider runs; null while nothing is set up: whoever has the code. */
  readonly running: () => { readonly apiToken: string | null } | null;
}

/** The set-up in the browser. */
export interface SetupUi {
  /** `/ui/setup` and all below it. */
  readonly routes: Router;
  /** Prints a code in the log, unless one waits already. */
  offerCode(): void;
  /** Ends what is under way, and forgets everybody. */
  stop(): Promise<void>;
}

const LARGEST_FORM = "32kb";

/** Routes that only those who have come in can use. */
function stepRouter(router: Router, entrance: Entrance): StepRouter {
  const parse = urlencoded({ extended: false, limit: LARGEST_FORM });
  const at = (path: string): string => (path === "" ? "/ui/setup" : `/ui/setup/${path}`);
  const guarded =
    (handler: StepHandler) =>
    async (request: Request, response: Response): Promise<void> => {
      const visit = entrance.visit(request, response, formOf(request.body));
      if (visit !== null) await handler(visit);
    };
  return {
    get: (path, handler) => void router.get(at(path), guarded(handler)),
    post: (path, handler) => void router.post(at(path), parse, guarded(handler)),
  };
}

/** Makes the set-up; it begins nothing before somebody came in with the code. */
export function createSetupUi(deps: SetupUiDeps): SetupUi {
  const { setup, clock, printCode, pick, randomBytes } = deps;
  const now = (): number => clock.now();
  const code = createOneTimeCode({ pick, print: printCode });
  const sessions = createSetupSessions({ now, randomBytes, known: deps.known });
  const run = createSetupRun(setup);
  const entrance = createEntrance({
    code,
    sessions,
    failureLimit: createFailureLimit(now),
    version: deps.version,
    byHand: deps.byHand,
    running: deps.running,
  });
  const router = Router();
  router.use("/ui/setup", compression(), pageHeaders, refuseForeignPages);
  addSetupFiles(router);
  router.post("/ui/setup/code", urlencoded({ extended: false, limit: "4kb" }), (...exchange) =>
    entrance.takeCode(exchange[0], exchange[1]),
  );
  const steps = stepRouter(router, entrance);
  steps.get("", (visit) => {
    const isRunning = run.state()?.isOver === false;
    goTo(visit, isRunning ? "run" : (reachedSteps(visit.draft).at(-1) ?? "stash"));
  });
  const stepDeps = { ...deps, run };
  addStashStep(steps, stepDeps);
  addPlexStep(steps, stepDeps);
  addLibrarySteps(steps, stepDeps);
  addChoicesSteps(steps, stepDeps);
  addWaiting(steps);
  return {
    routes: router,
    offerCode: () => code.offer(),
    stop: async () => {
      sessions.close();
      await run.stop();
    },
  };
}
