import { createHash } from "node:crypto";

import { parse } from "yaml";
import * as z from "zod";

export interface PackageSource {
  readonly name: string | null;
  readonly url: string;
  readonly local_path: string | null;
}

export interface PackageSpec {
  readonly id: string;
  readonly sourceURL: string;
}

/** A package as the interface of Stash shows it. */
export interface StashPackage {
  readonly package_id: string;
  readonly name: string;
  readonly version: string | null;
  readonly date: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly sourceURL: string;
  readonly requires: readonly [];
}

interface Listed {
  readonly shown: StashPackage;
  readonly path: string;
  readonly sha256: string;
}

/** The package manager for plugins (docs/reference/stash.md, 4.12). */
export interface PluginPackages {
  sources: readonly PackageSource[];
  /** Plugins whose folders somebody put among the others: loaded, and unknown to the package manager. */
  byHand: readonly { readonly id: string; readonly version: string | null }[];
  available(source: string): Promise<readonly StashPackage[]>;
  installed(): readonly StashPackage[];
  /** Each gives the number of a job that ends later. */
  install(packages: readonly PackageSpec[]): string;
  /** Without names: those that have a newer date. */
  update(packages: readonly PackageSpec[] | null): string;
  uninstall(packages: readonly PackageSpec[]): string;
  /** Running jobs; null when there is none, as the job queue says it. */
  jobs(): readonly object[] | null;
  /** Resolves when no job is running. */
  idle(): Promise<void>;
}

/** Exactly this layout, or the whole index is unreadable. */
const date = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: [+-]\d{4})?$/);
const indexSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    date,
    path: z.string(),
    sha256: z.string(),
    metadata: z.record(z.string(), z.unknown()).default({}),
  }),
);

async function readIndex(source: string): Promise<readonly Listed[]> {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`failed to get ${source}: ${response.status}`);
  // Dates and versions must stay text, as they are written.
  const index = indexSchema.parse(parse(await response.text(), { schema: "failsafe" }));
  return index.map(({ id, name, version, date: at, path, sha256, metadata }) => ({
    shown: {
      package_id: id,
      name,
      version,
      date: `${at.slice(0, 19).replace(" ", "T")}Z`,
      metadata,
      sourceURL: source,
      requires: [],
    },
    path,
    sha256,
  }));
}

export function createPluginPackages(): PluginPackages {
  const installed = new Map<string, StashPackage>();
  const running = new Map<string, { description: string; work: Promise<void> }>();
  let lastJob = 0;

  const start = (description: string, task: () => Promise<void>): string => {
    lastJob += 1;
    const id = String(lastJob);
    // What fails is a line in the log, and the job ends all the same (4.12).
    const work = task()
      .catch(() => undefined)
      .finally(() => running.delete(id));
    running.set(id, { description, work });
    return id;
  };

  const installOne = async ({ id, sourceURL }: PackageSpec): Promise<void> => {
    const listed = (await readIndex(sourceURL)).find(({ shown }) => shown.package_id === id);
    if (listed === undefined) throw new Error(`there is no package ${id}`);
    const response = await fetch(new URL(listed.path, sourceURL));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    // Lower-case letters only: another checksum leaves the old version in place.
    if (sha256 !== listed.sha256) throw new Error("the checksum is wrong");
    installed.set(id, listed.shown);
  };
  const installAll = async (packages: readonly PackageSpec[]): Promise<void> => {
    for (const spec of packages) await installOne(spec);
  };
  const newer = async (): Promise<readonly PackageSpec[]> => {
    const specs: PackageSpec[] = [];
    for (const { package_id: id, sourceURL, date: at } of installed.values()) {
      const listed = (await readIndex(sourceURL)).find(({ shown }) => shown.package_id === id);
      if ((listed?.shown.date ?? "") > (at ?? "")) specs.push({ id, sourceURL });
    }
    return specs;
  };

  return {
    sources: [],
    byHand: [],
    available: async (source) => (await readIndex(source)).map(({ shown }) => shown),
    installed: () => [...installed.values()],
    install: (packages) => start("Installing plugin packages...", () => installAll(packages)),
    update: (packages) =>
      start("Updating plugin packages...", async () => installAll(packages ?? (await newer()))),
    uninstall: (packages) =>
      start("Uninstalling plugin packages...", () => {
        for (const { id } of packages) installed.delete(id);
        return Promise.resolve();
      }),
    jobs: () =>
      running.size === 0
        ? null
        : [...running].map(([id, { description }]) => ({
            id,
            status: "RUNNING",
            description,
            progress: null,
          })),
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ work }) => work));
    },
  };
}
