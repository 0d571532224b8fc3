import type { GapService } from "../gaps/index.ts";
import type { JobRuns } from "../job-runs/index.ts";
import type { SyncService } from "./engine.ts";

/** What the thread that writes does for the main thread. */
export interface ThreadServices {
  readonly sync: SyncService;
  readonly gaps: GapService;
  readonly jobRuns: JobRuns;
}

type ServiceName = keyof ThreadServices;

/** Names of what may be called from another thread. */
export const serviceMethods = {
  sync: [
    "status",
    "submit",
    "reconcile",
    "cancelReconcile",
    "explain",
    "adopt",
    "plexPass",
    "queueRows",
    "clearQueue",
    "deadLetters",
    "retryDeadLetters",
    "purgeDeadLetters",
  ],
  gaps: ["compare", "cancelCompare", "page", "gap", "summary", "repair", "noteAsked"],
  jobRuns: ["begin", "end", "latest", "list"],
} as const satisfies { readonly [Name in ServiceName]: readonly (keyof ThreadServices[Name])[] };

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** Makes an object whose methods call through the thread. */
export const linkService = <Name extends ServiceName>(
  name: Name,
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
): ThreadServices[Name] => {
  const methods = serviceMethods[name].map(
    (method) => [method, (...args: unknown[]) => call(`${name}.${method}`, args)] as const,
  );
  // Every method of the service stands in the list, and the thread answers with the service's own types.
  return Object.fromEntries(methods) as unknown as ThreadServices[Name];
};

/** Calls `service.method`; null where there is no such method. */
export const callService = (
  services: { readonly [Name in ServiceName]: ThreadServices[Name] | null },
  path: string,
  args: readonly unknown[],
): Promise<unknown> | null => {
  const [name, method] = path.split(".", 2);
  for (const known of Object.keys(serviceMethods) as ServiceName[]) {
    const names: readonly string[] = serviceMethods[known];
    const service = services[known];
    if (known !== name || method === undefined || service === null || !names.includes(method))
      continue;
    // The other thread runs the same program, and calls through the type of the service.
    return (service as unknown as Readonly<Record<string, Call>>)[method]?.(...args) ?? null;
  }
  return null;
};
