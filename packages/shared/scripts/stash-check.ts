/** Checks that a running Stash understands everything that this program would ask it. */
import { parseArgs } from "node:util";

import { type CheckedOperation, checkOperations } from "../src/stash/check-operations.ts";
import { StashError } from "../src/stash/errors.ts";
import { readServerSchema } from "../src/stash/introspection.ts";

const usage = `Usage: pnpm stash:check --url http://stash:9999 [--api-key KEY] [--insecure]

Validates every GraphQL document of this program that fits the version of that Stash against its own schema.
The address and the key may also come from STASH_URL and STASH_API_KEY. Prefer that for the key: pnpm prints the
command line that it runs. --insecure accepts any certificate.

Exit code: 0 all fit, 1 some do not, 2 Stash could not be asked.
`;

const lineOf =
  (width: number) =>
  ({ name, problems }: CheckedOperation): string =>
    `  ${name.padEnd(width)}  ${problems.length === 0 ? "ok" : problems.join("; ")}\n`;

const checkServer = async (url: string, apiKey: string | null, tlsVerify: boolean) => {
  const { version, introspection } = await readServerSchema({ url, apiKey, tlsVerify });
  const operations = checkOperations(introspection, version);
  const width = Math.max(...operations.map(({ name }) => name.length));
  const failed = operations.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(`Stash ${version.text}\n${operations.map(lineOf(width)).join("")}`);
  const ending = failed === 0 ? "all fit" : `${failed} do not fit`;
  process.stdout.write(`${operations.length} operations, ${ending}\n`);
  return failed === 0 ? 0 : 1;
};

const readArguments = () =>
  parseArgs({
    options: {
      url: { type: "string" },
      "api-key": { type: "string" },
      insecure: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  }).values;

const run = async (): Promise<number> => {
  const { url = process.env.STASH_URL, help, insecure, ...given } = readArguments();
  const apiKey = given["api-key"] ?? process.env.STASH_API_KEY ?? null;
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  if (url === undefined || url === "") {
    process.stderr.write(`No address of a Stash was given.\n\n${usage}`);
    return 2;
  }
  return checkServer(url, apiKey, !insecure);
};

const explain = (error: unknown): string => {
  if (error instanceof StashError) return error.message;
  // Unknown options; parseArgs says which.
  if (error instanceof TypeError) return `${error.message}\n\n${usage}`;
  throw error;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}
