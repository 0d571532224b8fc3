import { errorMessage } from "@stash2plex/shared/error-message";
import * as z from "zod";

import { RefusedError, type ProviderClient } from "../cli/steering/provider-client.ts";
import { type Finding, ok, unchecked, warning } from "./finding.ts";

const statusSchema = z.looseObject({
  version: z.string(),
  state: z.string(),
  problems: z.array(z.string()),
});
const syncSchema = z.looseObject({
  doorbell: z.looseObject({ listening: z.boolean(), lastHeard: z.number().nullable() }),
});
const gapsSchema = z.looseObject({
  asOf: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  agreement: z.looseObject({ percent: z.number() }).nullable(),
  problem: z.string().nullable(),
});
const jobsSchema = z.looseObject({
  jobs: z.array(
    z.looseObject({
      name: z.string(),
      problem: z.string().nullable(),
      schedule: z.string().nullish(),
      nextRunAt: z.string().nullish(),
    }),
  ),
});

export interface RunningToCheck {
  readonly client: ProviderClient;
  readonly ourVersion: string;
  /** Epoch ms. */
  readonly now: () => number;
}

const day = (iso: string): string => iso.slice(0, 16).replace("T", " ");

async function checkState({ client, ourVersion }: RunningToCheck): Promise<readonly Finding[]> {
  const { version, state, problems } = await client.ask(
    { method: "GET", path: "/api/status" },
    statusSchema,
  );
  const other =
    version === ourVersion
      ? []
      : [
          warning(
            "running.version",
            `The provider that runs is version ${version}, this program ${ourVersion}.`,
            "Restart the provider, so that both are the same.",
          ),
        ];
  const told = problems.map((sentence) =>
    warning("running", `The running provider says: ${sentence}`, "Its page /ui says more."),
  );
  return [
    ...other,
    ...(told.length > 0 ? told : [ok("running", `The provider runs and is ${state}.`)]),
  ];
}

async function checkDoorbell({ client, now }: RunningToCheck): Promise<readonly Finding[]> {
  try {
    const { doorbell } = await client.ask({ method: "GET", path: "/api/sync" }, syncSchema);
    const { listening, lastHeard } = doorbell;
    if (!listening) {
      return [
        warning(
          "plugin.doorbell",
          "The provider does not hear Stash's log, in which the plugin tells what was edited.",
          "Edits are noticed by asking every few seconds. A proxy before Stash must let web sockets through.",
        ),
      ];
    }
    const heard =
      lastHeard === null
        ? "the plugin has not told anything since the provider was started"
        : `the plugin last told something ${Math.max(0, Math.round((now() - lastHeard) / 60_000))} minutes ago`;
    return [ok("plugin.doorbell", `The provider listens to Stash, and ${heard}.`)];
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 409) throw error;
    return [
      unchecked("plugin.doorbell", `Whether the plugin is heard is not known: ${error.message}`),
    ];
  }
}

async function checkGaps({ client }: RunningToCheck): Promise<readonly Finding[]> {
  const gaps = await client.ask({ method: "GET", path: "/api/gaps/summary" }, gapsSchema);
  if (gaps.asOf === null) {
    return [unchecked("gaps", gaps.problem ?? "Stash and Plex were not compared yet.")];
  }
  const total = Object.values(gaps.counts).reduce((sum, count) => sum + count, 0);
  const agreement = gaps.agreement === null ? "" : ` They agree in ${gaps.agreement.percent} %.`;
  const open = total === 0 ? "without a gap" : `with ${total} open gaps`;
  return [
    ok("gaps", `Stash and Plex were last compared on ${day(gaps.asOf)} UTC, ${open}.${agreement}`),
  ];
}

async function checkSchedules({ client, now }: RunningToCheck): Promise<readonly Finding[]> {
  const { jobs } = await client.ask({ method: "GET", path: "/api/jobs" }, jobsSchema);
  const planned = jobs.flatMap(({ name, nextRunAt }) =>
    typeof nextRunAt === "string" ? [{ name, at: Date.parse(nextRunAt), nextRunAt }] : [],
  );
  const failed = jobs.flatMap(({ name, problem }) =>
    problem === null
      ? []
      : [
          warning(
            "schedules",
            `The last run of ${name} failed: ${problem}`,
            `Start it anew when that is mended: stash2plex jobs --run ${name}`,
          ),
        ],
  );
  const late = planned.filter(({ at }) => at < now() - 600_000);
  const overdue = late.map(({ name, nextRunAt }) =>
    warning(
      "schedules",
      `${name} was to run at ${day(nextRunAt)} UTC and did not.`,
      "Restart the provider; look at its log.",
    ),
  );
  if (failed.length + overdue.length > 0) return [...failed, ...overdue];
  const next = planned.toSorted((one, other) => one.at - other.at)[0];
  return [
    ok(
      "schedules",
      next === undefined
        ? "Nothing runs by itself at set times."
        : `The next run at a set time is ${next.name}, at ${day(next.nextRunAt)} UTC.`,
    ),
  ];
}

/** What only a running provider knows; where none answers, that this was not looked at. */
export async function checkRunning(check: RunningToCheck): Promise<readonly Finding[]> {
  const state = await checkState(check).catch((error: unknown) => errorMessage(error));
  if (typeof state === "string") {
    return [
      unchecked(
        "running",
        `Whether the plugin is heard, gaps and schedules were not looked at. ${state}`,
      ),
    ];
  }
  const rest = [
    ["plugin.doorbell", checkDoorbell],
    ["gaps", checkGaps],
    ["schedules", checkSchedules],
  ] as const;
  const found = await Promise.all(
    rest.map(([id, look]) =>
      look(check).catch((error: unknown) => [
        unchecked(id, `This could not be asked of the provider: ${errorMessage(error)}`),
      ]),
    ),
  );
  return [...state, ...found.flat()];
}
