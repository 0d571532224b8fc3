import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import { type PmsServer, startPmsServer } from "@stash2plex/simulators/pms-server";

import { connectToPlex } from "../plex-connection.ts";
import { checkPlex } from "./check-plex.ts";
import type { Finding } from "./finding.ts";

let plex: PmsServer;

beforeEach(async () => {
  plex = await startPmsServer({
    sections: [
      { title: "Films", locations: ["/data/films"] },
      { title: "Ours", locations: ["/data/ours"], agent: PROVIDER_IDENTIFIER },
      { title: "Series", locations: ["/data/series"], type: "show" },
    ],
  });
});
afterEach(() => plex.close());

const check = async (
  chosen: readonly string[] = [],
  changes: { readonly url?: string; readonly token?: string; readonly identifier?: string } = {},
): Promise<readonly Finding[]> => {
  const { url = plex.url, token = plex.token, identifier = PROVIDER_IDENTIFIER } = changes;
  const pms = connectToPlex({ url, token, clientIdentifier: "test", version: "1" }, silentLogger);
  const findings = await checkPlex({ pms, url, chosen, identifier });
  await pms.close();
  return findings;
};

describe("the check of Plex", () => {
  it.each([
    [[], ["ok", 'Edits are brought to "Ours".']],
    [
      ["Films", "ours"],
      ["ok", 'Edits are brought to "Films", "Ours".'],
    ],
    [
      ["Films", "Fims"],
      ["warning", 'Plex has no film library "Fims".'],
    ],
    [["Series"], ["warning", 'Plex has no film library "Series".']],
  ])("with the libraries %j", async (chosen, [severity, message]) => {
    const [reached, sections] = await check(chosen);
    expect(reached).toMatchObject({ id: "plex", severity: "ok" });
    expect(sections).toMatchObject({ id: "plex.sections", severity, message });
    expect(plex.writes()).toEqual([]);
  });

  it("says when no library is ours", async () => {
    const [, sections] = await check([], { identifier: `${PROVIDER_IDENTIFIER}2` });
    expect(sections).toMatchObject({
      severity: "warning",
      message: expect.stringMatching(/^No film library of Plex/),
    });
  });

  it("names the token that is refused, and does not show it", async () => {
    const findings = await check([], { token: "wrong-token" });
    expect(findings).toMatchObject([{ id: "plex.unauthorized", severity: "error" }]);
    expect(findings[0]?.message).toContain("PLEX_TOKEN");
    expect(JSON.stringify(findings)).not.toContain("wrong-token");
  });

  it("names the address that nobody answers at", async () => {
    const url = plex.url;
    await plex.pause();
    expect(await check([], { url })).toMatchObject([{ id: "plex.unreachable", severity: "error" }]);
    await plex.resume();
  });
});
