import { readFileSync, renameSync, writeFileSync } from "node:fs";
import process from "node:process";
import * as z from "zod";

const stateSchema = z.object({
  /** Epoch ms of the last reconciliation by schedule. */
  reconciledAt: z.number().nullable().default(null),
  /** Whether what v1 of the plugin left was taken over. */
  v1Imported: z.boolean().default(false),
});
export type PluginState = z.infer<typeof stateSchema>;

/** What the CLI remembers between runs; a file that cannot be read counts as new. */
export function readState(file: string): PluginState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return stateSchema.parse({});
  }
}

export function writeState(file: string, state: PluginState): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, file);
}
