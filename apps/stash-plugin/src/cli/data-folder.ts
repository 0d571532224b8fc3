import { join } from "node:path";

/** Files of the CLI's data folder. All but the database are small. */
export interface DataFiles {
  readonly folder: string;
  /** Address and token of the provider, as the settings in Stash last said. */
  readonly provider: string;
  /** There while the provider does not answer: hooks do not try it again for a while. */
  readonly mute: string;
  readonly spool: string;
  /** Kept young by the worker that runs. */
  readonly alive: string;
  readonly log: string;
  readonly state: string;
  readonly lock: string;
}

/**
 * Where the CLI keeps what it has to remember: `DATA_DIR`, else where v1 was told to (`STASH_PLUGIN_DATA`), else in the
 * plugin's own folder, where files survive an update of the package (docs/reference/stash.md, 4.12).
 */
export function dataFiles(
  env: Readonly<Record<string, string | undefined>>,
  pluginDir: string,
): DataFiles {
  const named = [env.DATA_DIR, env.STASH_PLUGIN_DATA].find((one = "") => one !== "");
  const folder = named ?? join(pluginDir, "data");
  return {
    folder,
    provider: join(folder, "provider.json"),
    mute: join(folder, "provider.down"),
    spool: join(folder, "spool"),
    alive: join(folder, "worker.alive"),
    log: join(folder, "worker.log"),
    state: join(folder, "state.json"),
    lock: join(folder, "courier.lock"),
  };
}
