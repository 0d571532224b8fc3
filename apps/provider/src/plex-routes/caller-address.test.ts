import type { IncomingMessage } from "node:http";

import { describe, expect, it } from "@jest/globals";

import { callerAddress, hostOfAddress, isHostHeader } from "./caller-address.ts";

const from = (host: string | undefined, localAddress = "192.0.2.7") =>
  ({ headers: { host }, socket: { localAddress, localPort: 9998 } }) as unknown as IncomingMessage;

describe("isHostHeader", () => {
  it.each([
    "nas",
    "nas.local",
    "nas_1.local:9998",
    "192.168.1.2",
    "[::1]",
    "[fd00::2]:9998",
    "a:1",
    "a:65535",
  ])("takes %j", (host) => expect(isHostHeader(host)).toBe(true));

  it.each([
    "",
    " ",
    "a b",
    "a/b",
    "a@b",
    "a:",
    "a:0",
    "a:65536",
    "a:b",
    "[::1",
    "::1",
    "a,b",
    "a\\b",
    "a?b",
    "a#b",
    '"',
    "<b>",
    "-a",
    "a.b/../c",
    "a".repeat(300),
  ])("refuses %j", (host) => expect(isHostHeader(host)).toBe(false));
});

describe("callerAddress", () => {
  it.each([
    ["nas:9998", null, "http://nas:9998"],
    ["nas:9998", "https://public.example/x", "https://public.example/x"],
    ["bad host", null, "http://192.0.2.7:9998"],
    [undefined, null, "http://192.0.2.7:9998"],
  ])("for Host %j and PUBLIC_URL %j is %s", (host, publicUrl, expected) => {
    expect(callerAddress(from(host), publicUrl)).toBe(expected);
  });

  it.each([
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["fd00::2", "[fd00::2]"],
    ["fe80::1%eth0", "[fe80::1]"],
    ["10.0.0.1", "10.0.0.1"],
  ])("writes the address %s as %s", (address, expected) => {
    expect(hostOfAddress(address)).toBe(expected);
  });
});
