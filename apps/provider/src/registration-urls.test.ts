import { describe, expect, it } from "@jest/globals";

import { registrationUrls, type RegistrationInput } from "./registration-urls.ts";

const ipv4 = (address: string, internal = false) => ({
  address,
  internal,
  family: "IPv4" as const,
  netmask: "255.255.255.0",
  mac: "00:00:00:00:00:00",
  cidr: null,
});
const ipv6 = (address: string) => ({ ...ipv4(address), family: "IPv6" as const, scopeid: 0 });

const input: RegistrationInput = {
  port: 9998,
  host: null,
  publicUrl: null,
  providerSecret: null,
  inContainer: false,
  interfaces: {
    lo: [ipv4("127.0.0.1", true)],
    eth0: [ipv6("fe80::1"), ipv6("2001:db8::7"), ipv4("192.168.1.20")],
    docker0: [ipv4("172.17.0.1")],
  },
};

describe("registrationUrls", () => {
  it("names every outward address, IPv4 first, link-local ones never", () => {
    expect(registrationUrls(input).map(({ url }) => url)).toEqual([
      "http://192.168.1.20:9998",
      "http://172.17.0.1:9998",
      "http://[2001:db8::7]:9998",
    ]);
  });

  it.each([
    [{ host: "10.0.0.5" }, ["http://10.0.0.5:9998"]],
    [{ host: "0.0.0.0", interfaces: {} }, ["http://127.0.0.1:9998"]],
    [
      { publicUrl: "https://p.example/s2p", interfaces: {} },
      ["https://p.example/s2p", "http://127.0.0.1:9998"],
    ],
  ])("honours %j", (changes, expected) => {
    expect(registrationUrls({ ...input, ...changes }).map(({ url }) => url)).toEqual(expected);
  });

  it("puts the secret in, and leaves it out where it is shown to everybody", () => {
    const [first] = registrationUrls({ ...input, providerSecret: "a-secret" });
    expect(first).toMatchObject({
      url: "http://192.168.1.20:9998/a-secret",
      masked: "http://192.168.1.20:9998/***",
    });
  });

  it.each([
    ["192.168.1.20", true, null],
    ["172.18.0.3", true, /container's own address/],
    ["172.18.0.3", false, null],
    ["172.32.0.3", true, null],
    ["127.0.0.1", false, /Only programs on this very machine/],
  ])("warns about %s (in a container: %s)", (host, inContainer, expected) => {
    const [only] = registrationUrls({ ...input, host, inContainer });
    if (expected === null) expect(only?.warning).toBeNull();
    else expect(only?.warning).toMatch(expected);
  });
});
