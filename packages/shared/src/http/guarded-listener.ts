import { errorMessage } from "../error-message.ts";
import type { Logger } from "../log.ts";

/** A listener whose failure is logged and goes no further. */
export const guardedListener =
  <Told extends { readonly kind: string }>(
    server: "Stash" | "Plex",
    listener: (told: Told) => void,
    logger: Logger,
  ) =>
  (told: Told): void => {
    try {
      listener(told);
    } catch (error) {
      const problem = errorMessage(error);
      logger.error(`A listener to the web socket of ${server} failed`, {
        told: told.kind,
        problem,
      });
    }
  };
