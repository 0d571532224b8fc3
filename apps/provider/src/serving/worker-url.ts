/** The worker thread's program: beside the bundle when this is bundled, else our own source. */
export const mirrorWorkerUrl = import.meta.url.endsWith(".ts")
  ? new URL("../mirror-worker.ts", import.meta.url)
  : new URL("./mirror-worker.js", import.meta.url);
