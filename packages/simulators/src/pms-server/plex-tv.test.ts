import { afterEach, describe, expect, it } from "@jest/globals";

import { type PlexTv, startPlexTv } from "./plex-tv.ts";

let plexTv: PlexTv | null = null;
afterEach(() => plexTv?.close());

interface PinBody {
  readonly id: number;
  readonly code: string;
  readonly authToken: string | null;
}

async function ask(method: string, path: string, client: string | null = "us") {
  const headers = client === null ? {} : { "x-plex-client-identifier": client };
  const response = await fetch(`${plexTv?.url ?? ""}${path}`, { method, headers });
  return { status: response.status, body: (await response.json()) as PinBody };
}

describe("a pin of plex.tv", () => {
  it("has no token until the person says yes, and belongs to one client", async () => {
    plexTv = await startPlexTv();
    const made = await ask("POST", "/api/v2/pins?strong=true");
    expect(made).toMatchObject({ status: 201, body: { authToken: null } });
    expect(made.body.code).toHaveLength(25);
    const path = `/api/v2/pins/${made.body.id}`;
    expect((await ask("GET", path)).body.authToken).toBeNull();
    plexTv.approve(made.body.id, "token-of-the-owner");
    expect((await ask("GET", path)).body.authToken).toBe("token-of-the-owner");
    expect((await ask("GET", path, "others")).status).toBe(404);
    plexTv.expire(made.body.id);
    expect((await ask("GET", path)).status).toBe(404);
  });

  it("is short without strong, and refused without a client", async () => {
    plexTv = await startPlexTv();
    expect((await ask("POST", "/api/v2/pins")).body.code).toHaveLength(4);
    expect((await ask("POST", "/api/v2/pins", null)).status).toBe(400);
  });
});
