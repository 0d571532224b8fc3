import { PmsError, type PmsErrorCode } from "@stash2plex/shared/pms";
import { StashError, type StashErrorCode } from "@stash2plex/shared/stash";

import { StoreError, type StoreProblem } from "../store/store-error.ts";
import { MirrorError, type MirrorErrorCode } from "./mirror-error.ts";
import type { PlainError } from "./worker-messages.ts";

export const toPlainError = (error: unknown): PlainError => {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), code: "unknown", retryable: false };
  }
  return {
    name: error.name,
    message: error.message,
    code: "code" in error && typeof error.code === "string" ? error.code : "unknown",
    retryable: "retryable" in error && error.retryable === true,
  };
};

/** Gives an error its class back. The names and codes are our own: both threads run the same program. */
export const fromPlainError = ({ name, message, code, retryable }: PlainError): Error => {
  switch (name) {
    case "MirrorError":
      return new MirrorError(code as MirrorErrorCode, message);
    case "StoreError":
      return new StoreError(code as StoreProblem, message);
    case "StashError":
      return new StashError(code as StashErrorCode, message, retryable);
    case "PmsError":
      return new PmsError(code as PmsErrorCode, message);
    default:
      return Object.assign(new Error(message), { name, code, retryable });
  }
};
