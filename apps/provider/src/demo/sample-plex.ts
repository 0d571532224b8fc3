import type { PmsSection } from "@stash2plex/simulators/fake-pms";
import { startPmsServer } from "@stash2plex/simulators/pms-server";

import type { DiskFile } from "./demo-layout.ts";

/** A pretended Plex that the provider brings edits to, and compares with Stash. */
export interface SamplePlex {
  readonly url: string;
  readonly token: string;
  /** Takes the provider at this address as the agent of its libraries, and scans them. */
  takeIn(providerUrl: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startSamplePlex(
  sections: readonly PmsSection[],
  disk: readonly DiskFile[],
): Promise<SamplePlex> {
  const server = await startPmsServer({
    token: "sample-token-of-the-built-in-plex",
    sections: sections.map(({ title, folders }) => ({
      title,
      locations: folders.map(({ path }) => path),
    })),
  });
  for (const { path, ...facts } of disk) server.addFile(path, facts);
  return {
    url: server.url,
    token: server.token,
    takeIn: async (providerUrl) => {
      const keys = server.sections().map(({ key }) => key);
      await server.useProvider(providerUrl, keys);
      for (const key of keys) await server.scan(key);
    },
    stop: () => server.close(),
  };
}
