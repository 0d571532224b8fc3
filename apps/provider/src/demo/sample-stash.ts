import { startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";

import type { SampleStash } from "./run-demo.ts";

export interface RunningSampleStash extends SampleStash {
  readonly url: string;
  readonly apiKey: string | null;
}

const SCENES = 300;
const SEED = 20;
const MOUNTS = ["/data/media", "/data/more", "/archive"] as const;

/** The built-in sample: a fake Stash with a generated library of films, lectures and concerts. */
export async function startSampleStash(): Promise<RunningSampleStash> {
  const library = createLibrary({ seed: SEED, scenes: SCENES, mounts: MOUNTS });
  const stash = await startFakeStash({ library, apiKey: "sample-key-of-the-built-in-stash" });
  const files = [...library.scenes()].flatMap((scene) =>
    scene.files.map(({ path, size, duration }) => ({
      sceneId: scene.id,
      path,
      size,
      duration: Math.round(duration * 1_000),
    })),
  );
  return {
    url: stash.url,
    apiKey: stash.apiKey,
    files,
    libraryFolders: library.mounts,
    stop: () => stash.close(),
  };
}
