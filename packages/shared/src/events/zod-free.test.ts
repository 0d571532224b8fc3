import { readFile } from "node:fs/promises";

import { expect, it } from "@jest/globals";

/** Everything a module pulls in at run time. */
const closureOf = async (file: URL, seen = new Set<string>()): Promise<ReadonlySet<string>> => {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  const source = await readFile(file, "utf8");
  const imports = source.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gms);
  for (const [, name = ""] of imports) {
    if (name.startsWith(".")) await closureOf(new URL(name, file), seen);
    else seen.add(name);
  }
  return seen;
};

it("what the hook program imports pulls in no library", async () => {
  const all = await closureOf(new URL("hook.ts", import.meta.url));
  expect(all.size).toBeGreaterThan(3);
  expect([...all].filter((name) => !name.startsWith("file:"))).toEqual([]);
});
