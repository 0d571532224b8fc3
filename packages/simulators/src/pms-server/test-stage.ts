import { guidOf, PROVIDER_IDENTIFIER as identifier } from "@stash2plex/shared/plex";
import { containerOf } from "@stash2plex/shared/plex";

import { movieOf, startTinyProvider, type TinyProvider } from "../fake-pms/tiny-provider.ts";
import type { PmsServerOptions } from "./options.ts";
import { createPmsCaller, type PmsCaller } from "./pms-caller.ts";
import { type PmsServer, startPmsServer } from "./pms-server.ts";
import type { ServerItem } from "./server-item.ts";

export interface Stage {
  readonly pms: PmsServer;
  readonly call: PmsCaller;
  readonly owl: ServerItem;
}

export interface ProviderStage extends Stage {
  readonly provider: TinyProvider;
  /** What the provider says of the owl from now on. */
  describe(changes: object): void;
}

export const OWL_FILE = "Owl Nest (2021).mp4";
export const OWL_GUID = guidOf(identifier, 12);

/** Servers of one test, and their end. */
export interface Stages {
  start(options?: PmsServerOptions): Promise<Stage>;
  /** The section belongs to a provider that knows the owl; `metadata` is what it says of it. */
  withProvider(options?: PmsServerOptions, metadata?: object): Promise<ProviderStage>;
  stop(): Promise<void>;
}

export function createStages(): Stages {
  const cleanups: (() => Promise<void>)[] = [];
  const start = async (options: PmsServerOptions = {}): Promise<Stage> => {
    const files = [OWL_FILE, "Heron.mp4"];
    const sections = [{ title: "Films", locations: ["/data/films"], files }];
    const pms = await startPmsServer({ sections, ...options });
    cleanups.push(() => pms.close());
    return { pms, call: createPmsCaller(pms), owl: pms.itemOfFile(OWL_FILE) };
  };
  return {
    start,
    async withProvider(options, metadata = {}) {
      let described = metadata;
      const provider = await startTinyProvider({ [OWL_FILE]: 12 }, (route) => {
        if (route !== "metadata") return undefined;
        const page = { offset: 0, size: 1, total: 1 };
        const Metadata = [movieOf(12, provider.url, described)];
        return { body: containerOf(identifier, page, { Metadata }) };
      });
      cleanups.push(() => provider.stop());
      const stage = await start(options);
      await stage.pms.useProvider(provider.url, ["1"]);
      return {
        ...stage,
        provider,
        describe: (changes) => {
          described = changes;
        },
      };
    },
    async stop() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    },
  };
}
