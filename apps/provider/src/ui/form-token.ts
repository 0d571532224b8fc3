import { createHmac } from "node:crypto";

import { isSameSecret } from "../admin/token.ts";

/** Name of the field that every form carries. */
export const FORM_TOKEN = "_token";

const SALT_BYTES = 12;
const shape = /^([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})$/;

/** What proves that a form comes from a page of ours that this very viewer was shown. */
export interface FormTokens {
  /** Another one for each page: the length of a compressed answer must not tell it bit by bit. */
  issue(viewer: string): string;
  isGenuine(token: string, viewer: string): boolean;
}

/** Tokens that hold as long as this process lives. */
export function createFormTokens(randomBytes: (count: number) => Uint8Array): FormTokens {
  const key = randomBytes(32);
  const proofOf = (salt: string, viewer: string): string =>
    createHmac("sha256", key).update(`${salt} ${viewer}`).digest("base64url");
  return {
    issue: (viewer) => {
      const salt = Buffer.from(randomBytes(SALT_BYTES)).toString("base64url");
      return `${salt}.${proofOf(salt, viewer)}`;
    },
    isGenuine: (token, viewer) => {
      const [, salt, proof] = shape.exec(token) ?? [];
      if (salt === undefined || proof === undefined) return false;
      return isSameSecret(proof, proofOf(salt, viewer));
    },
  };
}
