import { parseArgs } from "node:util";

import { type GapKind, gapKinds } from "@stash2plex/engine/gaps";

import { longestPage, readGapQuery, usualPage } from "../../../admin/gaps/index.ts";
import { OperatorError } from "../../../serving/operator-error.ts";
import { steeringOptions } from "../open-provider.ts";
import { readIds, readNumber } from "../read-numbers.ts";

const options = {
  ...steeringOptions,
  csv: { type: "boolean" },
  kind: { type: "string" },
  reason: { type: "string" },
  state: { type: "string" },
  section: { type: "string" },
  search: { type: "string" },
  sort: { type: "string" },
  limit: { type: "string" },
  all: { type: "boolean" },
  compare: { type: "boolean" },
  repair: { type: "boolean" },
  id: { type: "string" },
  yes: { type: "boolean" },
  "fail-on": { type: "string" },
} as const;

/** What a repair takes, as the provider is told. */
export type RepairBody = Readonly<Record<string, unknown>>;

export interface GapsArguments {
  readonly url: string | undefined;
  readonly format: "table" | "json" | "csv";
  /** Parameters of `GET /api/gaps`. */
  readonly filters: Readonly<Record<string, string>>;
  /** Null: all of them. */
  readonly limit: number | null;
  readonly compare: boolean;
  /** Null: nothing is repaired. */
  readonly repair: RepairBody | null;
  /** Kinds that make a script stop; null: whatever is asked for. */
  readonly failOn: readonly GapKind[] | null;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

const fail = (sentence: string): never => {
  throw new OperatorError(sentence);
};

function filtersOf(values: Values): Readonly<Record<string, string>> {
  const { kind, reason, state, section, search: q, sort } = values;
  const given = Object.entries({ kind, reason, state, section, q, sort });
  const filters = Object.fromEntries(
    given.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const asked = readGapQuery(filters);
  if (typeof asked === "string") fail(`--${asked.replace(/^q /, "search ")}`);
  return filters;
}

function repairOf(values: Values): RepairBody {
  const { kind, reason, section, id, all } = values;
  for (const name of ["state", "search", "sort", "limit", "csv", "fail-on"] as const)
    if (values[name] !== undefined)
      fail(`--repair goes with --kind, --reason, --section, --id or --all, not with --${name}.`);
  const ids = id === undefined ? undefined : readIds(id, "--id");
  if (ids === null) return fail("Say --all for all gaps; --id takes numbers.");
  const selection = { kind, reason, section, ids };
  const isNarrowed = Object.values(selection).some((value) => value !== undefined);
  if (isNarrowed === (all === true))
    fail("Say what to repair: --id, --kind, --reason or --section; or --all.");
  return { ...selection, ...(all === true && { all }), dryRun: values.yes !== true };
}

function failOnOf(text: string | undefined): readonly GapKind[] | null {
  if (text === undefined) return null;
  if (text === "none") return [];
  return text.split(",").map((part) => {
    const kind = gapKinds.find((each) => each === part.trim());
    return kind ?? fail(`--fail-on takes kinds with commas (${gapKinds.join(", ")}), or none.`);
  });
}

function limitOf({ limit, all }: Values): number | null {
  if (limit !== undefined && all === true) fail("Give --limit or --all, not both.");
  if (all === true) return null;
  return limit === undefined ? usualPage : readNumber(limit, "--limit", longestPage);
}

/** Reads the arguments of `stash2plex gaps`; throws an `OperatorError` that says which one is wrong. */
export function readGapsArguments(args: readonly string[]): GapsArguments {
  const { values } = parseArgs({ args: [...args], options });
  const { json, csv, compare, repair, id, yes } = values;
  if (json === true && csv === true) fail("Give --json or --csv, not both.");
  if (repair !== true && (id !== undefined || yes === true))
    fail(`--${id === undefined ? "yes" : "id"} goes with --repair.`);
  return {
    url: values.url,
    format: csv === true ? "csv" : json === true ? "json" : "table",
    filters: filtersOf(values),
    repair: repair === true ? repairOf(values) : null,
    limit: limitOf(values),
    compare: compare === true,
    failOn: failOnOf(values["fail-on"]),
  };
}
