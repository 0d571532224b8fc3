import { systemClock } from "../clock.ts";
import { type Logger, silentLogger } from "../log.ts";
import type { StashApi, TriggerSubscription } from "./api.ts";
import { createStashConnection, type StashConnectionOptions } from "./connection.ts";
import { createRelatedPages } from "./related-pages.ts";
import { createSceneLookUps } from "./scene-look-ups.ts";
import { createScenePages } from "./scene-pages.ts";
import { createSceneReads } from "./scene-reads.ts";
import { createServerQuestions } from "./server-questions.ts";
import { createStashSession } from "./stash-session.ts";
import { openDoorbellSubscription } from "./doorbell-subscription.ts";
import { openTriggerSubscription } from "./trigger-subscription.ts";

export interface StashClientOptions extends StashConnectionOptions {
  readonly logger?: Logger;
  /** 0 up to but not 1; for the waiting time between attempts to open the web socket. */
  readonly random?: () => number;
}

/**
 * The client of one Stash. Opens nothing before it is asked; speaks the words of the version at the other end, which
 * it asks for once and again after Stash was away. `version()` always asks.
 *
 * @throws StashError when STASH_URL or STASH_API_KEY cannot be used at all; calls reject with `StashError` only.
 * @see docs/reference/stash.md, sections 1 to 3
 */
export function createStashApi(options: StashClientOptions): StashApi {
  const { clock = systemClock, logger = silentLogger, random = Math.random } = options;
  const connection = createStashConnection(options);
  const session = createStashSession(connection);
  const scenesByIds = createSceneReads(session);
  const subscriptions = new Set<TriggerSubscription>();

  /** Closed with the client, if not before. */
  const kept = <Opened extends TriggerSubscription>(opened: Opened): Opened => {
    subscriptions.add(opened);
    return {
      ...opened,
      close: () => {
        subscriptions.delete(opened);
        opened.close();
      },
    };
  };
  const subscribe: StashApi["subscribe"] = (listener) => {
    const opened = openTriggerSubscription({
      connection,
      clock,
      random,
      logger,
      onTrigger: (trigger) => {
        // A socket that opens again may lead to an upgraded Stash.
        if (trigger.kind === "connected") session.version.forget();
        listener(trigger);
      },
    });
    return kept(opened);
  };
  const listen: StashApi["listen"] = (onSignal) =>
    kept(openDoorbellSubscription({ connection, clock, random, logger, onSignal }));

  return {
    ...createServerQuestions(session),
    ...createScenePages(session),
    ...createRelatedPages(session),
    ...createSceneLookUps(session, scenesByIds),
    scenesByIds,
    subscribe,
    listen,
    close: async () => {
      for (const subscription of subscriptions) subscription.close();
      subscriptions.clear();
      await connection.close();
    },
  };
}
