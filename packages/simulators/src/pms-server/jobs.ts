import { askAgent, type AgentAnswer } from "./agent-questions.ts";
import { picturesOf, withMetadata, withPictures } from "./import-metadata.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import type { Providers } from "./providers.ts";
import type { RegisteredProvider } from "../fake-pms/registered-provider.ts";
import type { ServerItem } from "./server-item.ts";
import type { PmsState } from "./state.ts";

/** Work that goes on after the request was answered: refreshes of items. */
export interface ItemJobs {
  /** Asks the provider of the item's guid, and takes over what it says. */
  refresh(id: number): Promise<void>;
  /** A new item: matched by the provider of its section, then filled. */
  matchNew(id: number): Promise<void>;
  idle(): Promise<void>;
}

export interface JobDeps {
  readonly state: PmsState;
  readonly providers: Providers;
  readonly signal: AbortSignal;
}

/** Waits by the server's clock; ends at once when the server stops. */
export function pause({ state, signal }: JobDeps, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      timer.cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = state.clock.setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

export function createItemJobs(deps: JobDeps): ItemJobs {
  const { state, providers, signal } = deps;
  const { notices } = state;
  const limiter: Limiter = createLimiter(state.readings.concurrency);

  /** The item may have been edited, or be gone, since the provider was asked. */
  const takeOver = async (
    id: number,
    answer: AgentAnswer,
    provider: RegisteredProvider,
  ): Promise<void> => {
    const { metadata, problem, guid } = answer;
    const pictures = metadata === null ? [] : await picturesOf(state, metadata, provider);
    await pause(deps, state.readings.refreshMs);
    const item = state.items.get(id);
    if (item === undefined || signal.aborted) return;
    const extras = problem?.during === "extras" && problem.status === 404 ? 0 : item.extras;
    const filled = metadata === null ? item : withMetadata(state, item, metadata);
    const shown = withPictures(state, filled, pictures, provider.identifier);
    state.put({ ...shown, guid, problem, extras });
  };

  const work = async (
    id: number,
    provider: RegisteredProvider | null,
    ask: (provider: RegisteredProvider, item: ServerItem) => Promise<AgentAnswer>,
  ): Promise<void> => {
    const item = state.items.get(id);
    if (item === undefined || signal.aborted) return;
    if (provider === null) {
      await pause(deps, state.readings.refreshMs);
      return;
    }
    notices.timeline(item, "downloading", { metadataState: "loading" });
    const answer = await ask(provider, item);
    notices.timeline(item, "processing", { metadataState: "processing" });
    await takeOver(id, answer, provider);
  };

  /** Several entries of state 5 come for one refresh (11.7). */
  const tellProcessed = (id: number, extra: object = {}): void => {
    const item = state.items.get(id);
    if (item === undefined) return;
    notices.timeline(item, "processed", extra);
    notices.timeline(item, "processed", { mediaState: "analyzing" });
    notices.timeline(item, "processed", { mediaState: "thumbnailing" });
  };

  return {
    refresh: (id) =>
      limiter.run(async () => {
        const item = state.items.get(id);
        if (item === undefined) return;
        const context = { key: `/library/metadata/${id}`, librarySectionID: item.sectionKey };
        const activity = notices.activity("library.refresh.items", "Refreshing", context);
        await work(id, providers.ofGuid(item.guid), (provider, now) =>
          askAgent(state, provider).refresh(now),
        );
        activity.progress(50);
        tellProcessed(id);
        activity.end();
      }),
    matchNew: (id) =>
      limiter.run(async () => {
        const item = state.items.get(id);
        const section = state.sections.get(item?.sectionKey ?? "");
        if (item === undefined || section === undefined) return;
        notices.timeline(item, "created", { metadataState: "created" });
        const provider = providers.ofSection(section);
        if (provider === null) {
          // Without an agent it ends at state 1 (11.7).
          notices.timeline(item, "progress");
          return;
        }
        notices.timeline(item, "matching", { metadataState: "queued" });
        await work(id, provider, (asked, now) => askAgent(state, asked).matchNew(now));
        tellProcessed(id, { metadataState: "created" });
      }),
    idle: () => limiter.idle(),
  };
}
