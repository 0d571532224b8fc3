import { describe, expect, it } from "@jest/globals";
import { startArguments } from "./start-arguments.mjs";

describe("what `pnpm start` runs", () => {
  const stash = { STASH_URL: "http://nas:9999" };
  it.each([
    [[], {}, ["demo"]],
    [[], { STASH_URL: "" }, ["demo"]],
    [[], stash, ["serve"]],
    [[], { STASH_URL_FILE: "/run/secrets/stash" }, ["serve"]],
    [["doctor"], {}, ["doctor"]],
    [["--", "doctor", "--json"], stash, ["doctor", "--json"]],
    [["--check"], stash, ["serve", "--check"]],
    [["--scenes", "10"], {}, ["demo", "--scenes", "10"]],
    [["--help"], stash, ["--help"]],
  ])("%j with %j is %j", (given, environment, expected) => {
    expect(startArguments(given, environment)).toEqual(expected);
  });
});
