import autocannon from "autocannon";

import type { LoadPlan, LoadResult, PlexRequest } from "../load-plan.ts";

/** What one run of autocannon saw; its own histogram counts whole milliseconds only. */
interface Sightings {
  readonly times: number[];
  failed: number;
  unlike: number;
  lastAt: number;
}

/** Each connection has its own share of the requests, so that none is asked for twice in one turn. */
function shares(
  requests: readonly PlexRequest[],
  connections: number,
): readonly (readonly PlexRequest[])[] {
  return Array.from({ length: connections }, (_, own) =>
    requests.filter((_request, index) => index % connections === own),
  );
}

async function fire(plan: LoadPlan, seen: Sightings): Promise<number> {
  const { url, connections, amount, seconds } = plan;
  const parts = shares(plan.requests, connections);
  let next = 0;
  let startedAt = 0;
  const options: autocannon.Options = {
    url,
    connections,
    ...(amount === undefined ? { duration: seconds ?? 1 } : { amount }),
    verifyBody: (body) => {
      if (!String(body).includes(plan.expected)) seen.unlike += 1;
      return true;
    },
    setupClient: (client) => {
      const part = parts[next % parts.length] ?? [];
      next += 1;
      client.setRequests(part.map((request) => ({ ...request })));
    },
  };
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(options, (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
    startedAt = performance.now();
    run.on("response", (_client, status, _bytes, time) => {
      seen.times.push(time);
      seen.lastAt = performance.now();
      if (status !== 200) seen.failed += 1;
    });
    run.on("reqError", () => {
      seen.failed += 1;
    });
  });
  return startedAt;
}

async function run(plan: LoadPlan): Promise<LoadResult> {
  const seen: Sightings = { times: [], failed: 0, unlike: 0, lastAt: 0 };
  const startedAt = await fire(plan, seen);
  const sorted = seen.times.sort((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    answered: sorted.length,
    perSecond: sorted.length / ((seen.lastAt - startedAt) / 1_000),
    p50: at(0.5),
    p99: at(0.99),
    failed: seen.failed,
    unlike: seen.unlike,
  };
}

/** Asks in a process of its own: its work is not counted with that of what is measured. */
process.on("message", (plan: LoadPlan) => {
  run(plan).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ problem: String(error) }),
  );
});
process.once("disconnect", () => process.exit());
