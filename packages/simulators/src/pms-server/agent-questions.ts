import type { PlexMetadata } from "@stash2plex/shared/plex";

import { createItemFlow, type ItemFlow } from "../fake-pms/item-flow.ts";
import type { TypedSearch } from "../fake-pms/match-body.ts";
import { newItem, type ItemProblem, type PmsItem } from "../fake-pms/pms-item.ts";
import type { RegisteredProvider } from "../fake-pms/registered-provider.ts";
import type { ServerItem } from "./server-item.ts";
import type { PmsState } from "./state.ts";

/** What a provider said about an item. */
export interface AgentAnswer {
  readonly guid: string;
  /** null when it knows nothing, or did not answer. */
  readonly metadata: PlexMetadata | null;
  readonly problem: ItemProblem | null;
}

/** The questions that PMS asks a provider, in the order in which the fake for providers asks them. */
export interface AgentQuestions {
  /** Match, then metadata and extras. */
  matchNew(item: ServerItem): Promise<AgentAnswer>;
  /** Metadata and extras by the stored guid. */
  refresh(item: ServerItem): Promise<AgentAnswer>;
  candidates(item: ServerItem, typed?: TypedSearch): Promise<readonly PlexMetadata[]>;
}

export function askAgent(state: PmsState, provider: RegisteredProvider): AgentQuestions {
  const flow: ItemFlow = createItemFlow({
    provider: () => provider,
    library: { store: (item) => item },
    readings: state.readings,
    onViolations: (sentences) => void state.violations.push(...sentences),
  });
  const asItem = (item: ServerItem): PmsItem => ({
    ...newItem(
      item.id,
      { section: item.sectionKey, folder: item.folder, file: item.file },
      item.scanned,
    ),
    guid: item.guid,
  });
  const answerOf = ({ guid, metadata, problem }: PmsItem): AgentAnswer => ({
    guid,
    metadata,
    problem,
  });
  return {
    matchNew: async (item) => answerOf(await flow.matchNew(asItem(item))),
    refresh: async (item) => answerOf(await flow.refresh(asItem(item))),
    candidates: (item, typed) => flow.candidates(asItem(item), typed),
  };
}
