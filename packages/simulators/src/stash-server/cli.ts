import { parseArgs } from "node:util";

import { createLibrary } from "../sample-library/library.ts";
import { startFakeStash } from "./fake-stash.ts";

/** A fake Stash as a program of its own, for benchmarks: its work is not counted with that of what is measured. */
const { values } = parseArgs({
  options: {
    scenes: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    port: { type: "string", default: "0" },
    "api-key": { type: "string" },
  },
});

const stash = await startFakeStash({
  library: createLibrary({ seed: Number(values.seed), scenes: Number(values.scenes) }),
  port: Number(values.port),
  apiKey: values["api-key"] ?? null,
});
process.stdout.write(`${JSON.stringify({ url: stash.url, scenes: Number(values.scenes) })} \n`);
process.once("SIGTERM", () => void stash.close());
