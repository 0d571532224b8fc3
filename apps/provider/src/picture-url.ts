import { createHmac, timingSafeEqual } from "node:crypto";

import type { PictureKind, PictureRef } from "@stash2plex/shared/item";

import type { Settings } from "./settings/settings.ts";

const kinds: readonly PictureKind[] = [
  "scene-poster",
  "scene-background",
  "scene-snapshot",
  "performer",
  "studio-logo",
  "group-poster",
];

/** 128 bits: enough that nobody guesses, short enough for an address. */
const SIGNATURE_LETTERS = 22;

/** With what picture addresses are signed; null: they are not. */
export type PictureKey = string | null;

/**
 * `IMAGE_SECRET`, else a key derived from `PROVIDER_SECRET`: who hides the provider does not want its pictures open
 * either, and the secret itself must not be recoverable from an address that Plex passes on.
 */
export function pictureKeyOf({
  imageSecret,
  providerSecret,
}: Pick<Settings, "imageSecret" | "providerSecret">): PictureKey {
  if (imageSecret !== null) return imageSecret;
  if (providerSecret === null) return null;
  return createHmac("sha256", providerSecret).update("stash2plex pictures").digest("hex");
}

function signatureOf(key: string, picture: string): string {
  return createHmac("sha256", key).update(picture).digest("base64url").slice(0, SIGNATURE_LETTERS);
}

/**
 * Path of a picture below our address: `/images/<kind>/<id>/<version>.jpg`, or with a key
 * `/images/<signature>/<kind>/<id>/<version>.jpg`.
 */
export function picturePath({ kind, id, version }: PictureRef, key: PictureKey): string {
  const picture = `${kind}/${id}/${version}`;
  return key === null
    ? `/images/${picture}.jpg`
    : `/images/${signatureOf(key, picture)}/${picture}.jpg`;
}

const shape =
  /^\/images\/(?:([A-Za-z0-9_-]{22})\/)?([a-z-]{1,20})\/([1-9][0-9]{0,15})\/([A-Za-z0-9_-]{1,64})\.jpg$/;

function isSigned(given: string | undefined, picture: string, key: PictureKey): boolean {
  if (key === null) return given === undefined;
  const expected = Buffer.from(signatureOf(key, picture));
  return given !== undefined && timingSafeEqual(Buffer.from(given), expected);
}

/** The picture that a path (without query) names; null when it is malformed or not signed with this key. */
export function pictureOfPath(path: string, key: PictureKey): PictureRef | null {
  const [, given, kindText, idText, version] = shape.exec(path) ?? [];
  const kind = kinds.find((candidate) => candidate === kindText);
  if (kind === undefined || idText === undefined || version === undefined) return null;
  const id = Number(idText);
  if (!Number.isSafeInteger(id) || !isSigned(given, `${kind}/${idText}/${version}`, key))
    return null;
  return { kind, id, version };
}
