import { randomBytes } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { createFormTokens } from "./form-token.ts";

describe("form tokens", () => {
  const tokens = createFormTokens(randomBytes);
  const token = tokens.issue("address 192.0.2.7");

  it("hold for the viewer they were given to, and differ each time", () => {
    expect(tokens.isGenuine(token, "address 192.0.2.7")).toBe(true);
    expect(tokens.issue("address 192.0.2.7")).not.toBe(token);
  });

  it.each([
    ["another viewer's", token, "address 192.0.2.8"],
    ["an empty one", "", "address 192.0.2.7"],
    ["one without a salt", token.slice(16), "address 192.0.2.7"],
    ["one with another salt", `AAAAAAAAAAAAAAAA${token.slice(16)}`, "address 192.0.2.7"],
    ["one that goes on", `${token}A`, "address 192.0.2.7"],
    ["a huge one", "A".repeat(100_000), "address 192.0.2.7"],
  ])("refuse %s", (_name, given, viewer) => {
    expect(tokens.isGenuine(given, viewer)).toBe(false);
  });

  it("do not hold in another process", () => {
    expect(createFormTokens(randomBytes).isGenuine(token, "address 192.0.2.7")).toBe(false);
  });
});
