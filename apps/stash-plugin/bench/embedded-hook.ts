import process from "node:process";

import { median } from "./median.ts";
import { servePackages } from "./package-source.ts";
import { type Ask, jobEnded, stashAt } from "./stash-graphql.ts";

const BULK = 500;
const SINGLES = Number(process.env.BENCH_SINGLES ?? 150);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const ID = "Stash2Plex";

const isInstalled = async (ask: Ask): Promise<boolean> => {
  const { plugins } = await ask<{ plugins: readonly { id: string }[] | null }>("{plugins{id}}");
  return (plugins ?? []).some(({ id }) => id === ID);
};

const packageJob = async (
  ask: Ask,
  kind: "installPackages" | "uninstallPackages",
  sourceURL: string,
): Promise<void> => {
  const answer = await ask<Record<string, string>>(
    `mutation($p:[PackageSpecInput!]!){${kind}(type:Plugin,packages:$p)}`,
    { p: [{ id: ID, sourceURL }] },
  );
  await jobEnded(ask, answer[kind] ?? "");
};

const createScenes = async (ask: Ask): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let number = 1; number <= BULK; number += 1) {
    const { sceneCreate } = await ask<{ sceneCreate: { id: string } }>(
      "mutation($i:SceneCreateInput!){sceneCreate(input:$i){id}}",
      { i: { title: `Stash2Plex bench ${number}` } },
    );
    ids.push(sceneCreate.id);
  }
  return ids;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

interface Times {
  readonly single: number[];
  readonly bulk: number[];
}

const measure = async (ask: Ask, ids: readonly string[], round: number, into: Times) => {
  for (let at = 0; at < SINGLES; at += 1)
    into.single.push(
      await timed(() =>
        ask("mutation($i:SceneUpdateInput!){sceneUpdate(input:$i){id}}", {
          i: { id: ids[at % ids.length], details: `round ${round} ${at}` },
        }),
      ),
    );
  into.bulk.push(
    await timed(() =>
      ask("mutation($i:BulkSceneUpdateInput!){bulkSceneUpdate(input:$i){id}}", {
        i: { ids, details: `round ${round}` },
      }),
    ),
  );
};

/**
 * What the embedded hook adds to a save in a real Stash, alone and in a bulk edit, with and without the plugin in turns.
 * It makes 500 scenes without files and takes them away again: for a Stash that is there for tests.
 */
export async function benchEmbeddedHook(
  url: string,
  apiKey: string,
  print: (line: string) => void,
): Promise<void> {
  const ask = stashAt(url, apiKey);
  const source = await servePackages();
  const ours = !(await isInstalled(ask));
  if (ours) await packageJob(ask, "installPackages", source.url);
  if (!(await isInstalled(ask))) throw new Error("Stash did not install the package; see its log.");
  const ids = await createScenes(ask);
  const times = {
    without: { single: [], bulk: [] },
    with: { single: [], bulk: [] },
  } satisfies Record<string, Times>;
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const state of ["without", "with"] as const) {
        await ask("mutation($m:BoolMap!){setPluginsEnabled(enabledMap:$m)}", {
          m: { [ID]: state === "with" },
        });
        await measure(ask, ids, round, times[state]);
      }
    const single = median(times.with.single) - median(times.without.single);
    const bulk = median(times.with.bulk) - median(times.without.bulk);
    print(
      `one save: ${median(times.without.single).toFixed(2)} ms without, ${median(times.with.single).toFixed(2)} ms with: ${single.toFixed(2)} ms more`,
    );
    print(
      `bulk edit of ${BULK}: ${median(times.without.bulk).toFixed(0)} ms without, ${median(times.with.bulk).toFixed(0)} ms with: ${(bulk / BULK).toFixed(2)} ms more a scene`,
    );
  } finally {
    await ask("mutation($i:ScenesDestroyInput!){scenesDestroy(input:$i)}", { i: { ids } });
    await ask("mutation($m:BoolMap!){setPluginsEnabled(enabledMap:$m)}", { m: { [ID]: true } });
    if (ours) await packageJob(ask, "uninstallPackages", source.url);
    source.close();
  }
}
