import type { Clock, Timer } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { StashTrigger, TriggerSubscription } from "./api.ts";
import type { StashConnection } from "./connection.ts";
import { openTriggerSocket } from "./trigger-socket.ts";

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

export interface TriggerSubscriptionOptions {
  readonly connection: StashConnection;
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after Stash was away. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onTrigger: (trigger: StashTrigger) => void;
}

/**
 * Keeps a web socket open until it is closed: opens it again after 1 s, then 2 s and so on up to a minute, each
 * between half and the whole of that time. The listener is told once that the socket is gone, not of each attempt.
 */
export function openTriggerSubscription(options: TriggerSubscriptionOptions): TriggerSubscription {
  const { connection, clock, random, logger, onTrigger } = options;
  const agent = connection.socketAgent();
  let closed = false;
  let told = false;
  let delayMs = firstDelayMs;
  let timer: Timer | null = null;
  let hangUp = (): void => undefined;

  const tell = (trigger: StashTrigger): void => {
    try {
      onTrigger(trigger);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      logger.error("A listener to Stash's triggers failed", { trigger: trigger.kind, problem });
    }
  };
  const onSocketTrigger = (trigger: StashTrigger): void => {
    if (trigger.kind === "connected") {
      told = false;
      delayMs = firstDelayMs;
    }
    tell(trigger);
  };
  const onEnd = (reason: string): void => {
    if (closed) return;
    timer = clock.setTimeout(dial, delayMs * (0.5 + random() / 2));
    delayMs = Math.min(delayMs * 2, longestDelayMs);
    if (told) return;
    told = true;
    tell({ kind: "disconnected", reason: `The web socket to Stash is gone: ${reason}.` });
  };
  const dial = (): void => {
    if (closed) return;
    hangUp = openTriggerSocket({
      connection,
      agent,
      clock,
      logger,
      onTrigger: onSocketTrigger,
      onEnd,
    });
  };

  dial();
  return {
    close: () => {
      if (closed) return;
      closed = true;
      timer?.cancel();
      hangUp();
      void agent.destroy();
    },
  };
}
