import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import {
  createFakePms,
  isMatched,
  type FakePms,
  type PmsItem,
  type PmsReport,
} from "@stash2plex/simulators/fake-pms";

import type { RunningProvider } from "../serve.ts";
import { bringToPlex } from "./bring-to-plex.ts";
import { demoSections, type SampleFile } from "./demo-layout.ts";
import type { NoteOf } from "./demo-report.ts";
import { holdBack } from "./held-back-logger.ts";
import { createMatchTally, type MatchTally } from "./match-tally.ts";
import { nextSteps } from "./next-steps.ts";
import type { SamplePlex } from "./sample-plex.ts";
import { createProgress, type DemoOutput } from "./terminal.ts";

/** A Stash with a generated library. */
export interface SampleStash {
  readonly files: readonly SampleFile[];
  readonly libraryFolders: readonly string[];
  stop(): Promise<void>;
}

export interface DemoDeps {
  readonly output: DemoOutput;
  /** Ends when the operator wants the program to end. */
  readonly stopping: AbortSignal;
  /** End after the report instead of serving on. */
  readonly once: boolean;
  readonly stash: SampleStash;
  /** Where the library is brought to after the scan; null: nowhere. */
  readonly plex: SamplePlex | null;
  readonly clock: Clock;
  readonly apiToken: string | null;
  /** Where lines of the provider go; held back while a bar is drawn. */
  readonly logger: Logger;
  readonly startProvider: (logger: Logger) => Promise<RunningProvider>;
  /** By which the provider is reached from this machine. */
  readonly localHost: string;
  /** Prints what the scan found. */
  readonly present: (found: ScanFindings) => void;
}

export interface ScanFindings {
  readonly items: readonly PmsItem[];
  readonly report: PmsReport;
  readonly noteOf: NoteOf;
}

/** Whether the provider did what a sample is meant to show. */
export interface DemoResult {
  readonly report: PmsReport;
  readonly isGood: boolean;
}

/** Plex fetches posters when somebody looks at a library; a screenful of them is enough to show their times. */
const POSTERS = 24;

/** Rejects when the operator wants the end. */
function stopped({ stopping }: DemoDeps): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new Error("The sample was ended."));
    if (stopping.aborted) end();
    else stopping.addEventListener("abort", end, { once: true });
  });
}

/** Resolves when the library is copied. */
function copied(provider: RunningProvider, output: DemoOutput): Promise<void> {
  const progress = createProgress(output, "Copying Stash");
  return new Promise((resolve) => {
    const onStatus = ({ phase, progress: copy, scenes }: MirrorStatus): void => {
      if (phase === "ready") {
        forget();
        progress.update(scenes, scenes, "scenes");
        progress.end();
        resolve();
      } else if (copy !== null) {
        progress.update(copy.done, copy.total ?? copy.done, "scenes");
      }
    };
    const forget = provider.mirror.onStatus(onStatus);
    onStatus(provider.mirror.status());
  });
}

async function scan(pms: FakePms, output: DemoOutput): Promise<void> {
  const progress = createProgress(output, "Plex scans   ");
  let matched = 0;
  await pms.scan(({ done, total, item }) => {
    if (isMatched(item)) matched += 1;
    progress.update(done, total, `files, ${matched} matched`);
  });
  progress.end();
}

async function lookAtPosters(pms: FakePms): Promise<void> {
  const posters = pms.items().flatMap(({ metadata }) => metadata?.thumb ?? []);
  for (const poster of posters.slice(0, POSTERS)) await pms.fetchPicture(poster);
}

async function showLibrary(
  pms: FakePms,
  provider: RunningProvider,
  tally: MatchTally,
  deps: DemoDeps,
): Promise<DemoResult> {
  const { output, localHost } = deps;
  const localUrl = `http://${localHost}:${provider.port}`;
  await copied(provider, output);
  await pms.register(localUrl);
  await scan(pms, output);
  await lookAtPosters(pms);
  const items = pms.items();
  const report = pms.report();
  deps.present({ items, report, noteOf: ({ file }) => tally.note(file) });
  if (!deps.once) {
    const { registrationUrls } = provider;
    output.write(`\n${nextSteps({ localUrl, registrationUrls, items })}\n\n`);
  }
  const isGood = report.failed === 0 && report.violations.length === 0 && report.matched > 0;
  return { report, isGood };
}

/** What goes wrong here is said, and the sample serves on. */
async function bringAndCompare(deps: DemoDeps, provider: RunningProvider): Promise<void> {
  const { plex, localHost, logger, stopping } = deps;
  if (plex === null) return;
  const localUrl = `http://${localHost}:${provider.port}`;
  try {
    await bringToPlex({ ...deps, plex, localUrl });
  } catch (error) {
    if (stopping.aborted) return;
    logger.warn("The library could not be brought to the sample's Plex", { error });
  }
}

/**
 * The sample: a generated Stash, the real provider, and a pretended Plex that scans its own view of the same files. Prints
 * what was matched, then serves on until it is told to end.
 *
 * @returns null when it was ended before the scan was through
 */
export async function runDemo(deps: DemoDeps): Promise<DemoResult | null> {
  const { output, stash, stopping } = deps;
  const held = holdBack(deps.logger);
  const tally = createMatchTally(held.logger);
  const pms = createFakePms({ sections: demoSections(stash.files, stash.libraryFolders) });
  const provider = await deps.startProvider(tally.logger);
  const end = stopped(deps);
  try {
    const result = await Promise.race([showLibrary(pms, provider, tally, deps), end]);
    if (!deps.once) {
      held.release();
      await Promise.race([bringAndCompare(deps, provider), end]);
      await end;
    }
    return result;
  } catch (error) {
    if (!stopping.aborted) throw error;
    output.write("\nEnding the sample.\n");
    return null;
  } finally {
    pms.stop();
    await provider.stop();
  }
}
