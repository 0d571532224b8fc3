import { describe, expect, it } from "@jest/globals";

import { capabilitiesOf } from "./capabilities.ts";
import { isAtLeast, parseStashVersion } from "./version.ts";

const numbers = (text: string): string | null => {
  const version = parseStashVersion(text);
  return version === null ? null : `${version.major}.${version.minor}.${version.patch}`;
};

describe("parseStashVersion", () => {
  it.each([
    ["v0.30.1", "0.30.1"],
    ["0.28.0", "0.28.0"],
    ["v0.30.1-19-gcf3489efd", "0.30.1"],
    ["v0.29.0-dirty", "0.29.0"],
    [" v0.25.1\n", "0.25.1"],
    ["v1.2", "1.2.0"],
    ["v0.27.2+build.7", "0.27.2"],
    ["", null],
    ["cf3489efd", null],
    ["develop", null],
    ["v0.30.1.2", null],
    ["v99999999999.1.1", null],
  ])("%j is %j", (text, expected) => {
    expect(numbers(text)).toBe(expected);
  });

  it("keeps the text as Stash says it", () => {
    expect(parseStashVersion("v0.30.1-19-gcf3489efd")?.text).toBe("v0.30.1-19-gcf3489efd");
  });
});

describe("isAtLeast", () => {
  it.each([
    ["v0.25.0", 0, 25, true],
    ["v0.24.9", 0, 25, false],
    ["v1.0.0", 0, 25, true],
    ["v0.100.0", 0, 25, true],
  ])("%s against %d.%d", (text, major, minor, expected) => {
    const version = parseStashVersion(text);
    expect(version !== null && isAtLeast(version, major, minor)).toBe(expected);
  });
});

describe("capabilitiesOf", () => {
  it.each([
    ["v0.25.1", []],
    ["v0.26.2", []],
    ["v0.27.2", ["groups"]],
    ["v0.28.1", ["groups", "performerCustomFields"]],
    ["v0.28.1-99-gabcdef0", ["groups", "performerCustomFields"]],
    ["v0.29.3", ["groups", "performerCustomFields", "findFile"]],
    ["v0.30.1", ["groups", "performerCustomFields", "findFile", "partialDates"]],
    ["v1.0.0", ["groups", "performerCustomFields", "findFile", "partialDates"]],
  ])("%s has %j", (text, expected) => {
    const version = parseStashVersion(text);
    const has = version === null ? {} : capabilitiesOf(version);
    expect(Object.entries(has).flatMap(([name, yes]) => (yes ? [name] : []))).toEqual(expected);
  });
});
