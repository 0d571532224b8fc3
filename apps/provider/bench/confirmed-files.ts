import { sceneIdOfRatingKey } from "@stash2plex/shared/plex";

import type { PlexRequest } from "./load-plan.ts";
import type { SampleFile } from "./sample-files.ts";

export interface ConfirmedFiles {
  readonly matched: readonly SampleFile[];
  /** Files without a match: their names are those of several scenes. */
  readonly unmatched: number;
}

interface Answer {
  readonly MediaContainer: { readonly Metadata?: readonly { readonly ratingKey: string }[] };
}

const AT_ONCE = 16;

export async function askOnce(url: string, { method, path, headers, body }: PlexRequest) {
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  if (response.status !== 200) throw new Error(`${method} ${path} was answered ${response.status}`);
  return (await response.json()) as Answer;
}

/** Asks for each file once; a benchmark of wrong answers would be worth nothing. */
export async function confirmedFiles(
  url: string,
  files: readonly SampleFile[],
): Promise<ConfirmedFiles> {
  const matched: SampleFile[] = [];
  for (let first = 0; first < files.length; first += AT_ONCE) {
    const some = files.slice(first, first + AT_ONCE);
    const answers = await Promise.all(some.map(({ request }) => askOnce(url, request)));
    for (const [index, file] of some.entries()) {
      const key = answers[index]?.MediaContainer.Metadata?.[0]?.ratingKey;
      if (key === undefined) continue;
      if (sceneIdOfRatingKey(key) !== file.sceneId) throw new Error(`Wrong match: ${key}`);
      matched.push(file);
    }
  }
  return { matched, unmatched: files.length - matched.length };
}
