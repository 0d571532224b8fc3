import { createServer } from "node:http";

import { afterEach, describe, expect, it } from "@jest/globals";

import { listen } from "../../test/plex-harness.ts";
import { checkClock } from "./check-clocks.ts";
import { judgeDisk } from "./check-machine.ts";
import { judgePlugin } from "./check-plugin.ts";
import { checkRegistration, type SeenThere } from "./check-registration.ts";
import { ok } from "./finding.ts";
import { runChecks } from "./run-checks.ts";

describe("checks beside each other", () => {
  it("come in their order, and one that hangs or fails holds up no other", async () => {
    const findings = await runChecks(
      [
        { id: "hangs", what: "The first", run: () => new Promise(() => undefined) },
        {
          id: "fails",
          what: "The second",
          run: () => {
            throw new Error("No such thing.");
          },
        },
        { id: "works", what: "The third", run: () => [ok("works", "Fine.")] },
      ],
      50,
    );
    expect(findings.map(({ id, severity, message }) => [id, severity, message])).toEqual([
      ["hangs", "unchecked", "The first could not be checked within 0.05 s."],
      ["fails", "unchecked", "The second could not be checked: No such thing."],
      ["works", "ok", "Fine."],
    ]);
  });
});

describe("clocks", () => {
  const server = createServer((_request, response) => {
    response.setHeader("date", "Mon, 30 Nov 2026 12:00:00 GMT");
    response.writeHead(401).end();
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ["2026-11-30T12:00:50Z", "ok", "agrees"],
    ["2026-11-30T11:50:00Z", "warning", "is 600 s ahead of the one here"],
    ["2026-11-30T12:01:10Z", "warning", "is 70 s behind the one here"],
  ])("at %s here: %s", async (now, severity, words) => {
    const clock = {
      id: "clock.plex",
      name: "Plex",
      url: `http://user:canary@127.0.0.1:${await listen(server)}/`,
    };
    const finding = await checkClock(clock, () => Date.parse(now), AbortSignal.timeout(5_000));
    expect(finding).toMatchObject({ severity, message: expect.stringContaining(words) });
    expect(finding.message).not.toContain("canary");
  });
});

describe("the disk", () => {
  it.each([
    [50e9, "ok"],
    [900e6, "warning"],
    [50e6, "error"],
  ])("with %d bytes free is %s", (free, severity) => {
    expect(judgeDisk(free)).toMatchObject({ id: "disk", severity });
  });
});

describe("the registration", () => {
  const identifier = "tv.plex.agents.custom.stash2plex";
  const own = "http://192.0.2.7:9998/secret-of-ours";
  const registered = (uri: string, online: boolean | null, more: readonly string[] = []) => ({
    providers: () =>
      Promise.resolve(
        [identifier, ...more].map((name, at) => ({
          id: at,
          identifier: name,
          title: "x",
          uri,
          online,
        })),
      ),
    providerGroups: () =>
      Promise.resolve([{ id: 1, title: "Stash", primaryIdentifier: identifier }]),
  });
  const found = async (
    pms: ReturnType<typeof registered>,
    seen: SeenThere,
    plexUrl = "http://192.0.2.9:32400",
  ) => {
    const findings = await checkRegistration(
      {
        pms,
        identifier,
        ownUrls: [own],
        plexUrl,
        lookAt: () => Promise.resolve(seen),
      },
      AbortSignal.timeout(5_000),
    );
    expect(JSON.stringify(findings)).not.toContain("secret-of-ours");
    return findings.filter(({ severity }) => severity !== "ok").map(({ id }) => id);
  };

  it.each<[string, string, boolean | null, SeenThere, readonly string[]]>([
    ["all is well", own, true, "ours", []],
    ["Plex does not say whether it is online", own, null, "ours", []],
    ["Plex calls it offline", own, false, "ours", ["provider.online"]],
    ["it is known by a name of the host", "http://nas:9998/secret-of-ours", true, "ours", []],
    ["nothing answers", "http://nas:1/x", true, "nothing", ["provider.answers"]],
    ["the secret is missing", "http://192.0.2.7:9998", true, "other", ["provider.secret"]],
    ["only Plex's own machine", "http://127.0.0.1:9998", true, "ours", ["provider.loopback"]],
    ["the address is none", "nonsense", true, "nothing", ["provider.answers"]],
  ])("where %s", async (_what, uri, online, seen, ids) => {
    expect(await found(registered(uri, online), seen)).toEqual(ids);
  });

  it("names further providers of this kind", async () => {
    const pms = registered(own, true, [`${identifier}2`]);
    expect(await found(pms, "ours")).toEqual(["provider.several"]);
  });
});

describe("the plugin", () => {
  const plugin = (enabled: boolean, version: string | null, stored: object = {}) =>
    judgePlugin({
      installed: { packages: [], plugins: [{ id: "Stash2Plex", version, enabled }] },
      stored: { Stash2Plex: { ...stored }, Stash2PlexCli: {} },
      ourVersion: "2.0.0",
      ownUrls: ["http://192.0.2.7:9998"],
    }).flatMap(({ id, severity }) => (severity === "ok" ? [] : [id]));
  const known = { provider_url: "http://192.0.2.7:9998/" };

  it.each<[boolean, string | null, object, readonly string[]]>([
    [true, "2.0.0", known, []],
    [true, "2.0.0", { providerUrl: "http://nas:9998" }, []],
    [true, "2.0.0", { provider_url: "http://user:pass@nas:1" }, ["plugin.address"]],
    [true, "2.0.0", { provider_url: 5 }, ["plugin.address"]],
    [false, "2.0.0", known, ["plugin.enabled"]],
    [true, "1.5.40", {}, ["plugin.v1"]],
    [true, null, { strict_matching: true }, ["plugin.v1"]],
    // What v1 has left behind stays in the settings of the new one.
    [true, "2.0.0", { ...known, strict_matching: true }, []],
  ])("enabled %j, version %j, settings %j", (enabled, version, stored, ids) => {
    expect(plugin(enabled, version, stored)).toEqual(ids);
  });
});
