import { afterEach, describe, expect, it } from "@jest/globals";

import { recorded } from "../../test/stash/recorded.ts";
import {
  type Answer,
  type Reply,
  startStashServer,
  type StashServer,
} from "../../test/stash/stash-server.ts";
import { createStashPictures, type PictureOwner, type StashPictures } from "./pictures.ts";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const png = Uint8Array.from(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));

const image = (body: Uint8Array | string, type = "image/png"): Reply => ({
  headers: { "content-type": type, etag: '"abc"' },
  body,
});

const serve = async (
  answer: Answer,
  apiKey: string | null = "key-1",
): Promise<{ server: StashServer; pictures: StashPictures }> => {
  const server = await startStashServer(answer);
  const pictures = createStashPictures({ url: `${server.url}/sub`, apiKey });
  open.push(pictures, server);
  return { server, pictures };
};

describe("picture", () => {
  it.each<[PictureOwner, string]>([
    ["scene", "/sub/scene/12/screenshot"],
    ["performer", "/sub/performer/12/image"],
    ["studio", "/sub/studio/12/image"],
    ["group", "/sub/group/12/frontimage"],
  ])("of a %s is fetched from its route, with the key in a header", async (owner, path) => {
    const { server, pictures } = await serve(() => image(png));
    expect(await pictures.picture(owner, 12)).toEqual({
      kind: "picture",
      bytes: png,
      type: "png",
      etag: '"abc"',
    });
    expect(server.received.map((request) => request.path)).toEqual([path]);
    expect(server.received[0]).toMatchObject({ method: "GET", headers: { apikey: "key-1" } });
  });

  it("of a group comes from the movie's route before v0.27, whose group route is a web page", async () => {
    const { server, pictures } = await serve((request) =>
      request.path.includes("/movie/") ? image(png) : recorded("images/movie-old-route"),
    );
    expect((await pictures.picture("group", 3)).kind).toBe("picture");
    expect(server.received.map(({ path }) => path)).toEqual([
      "/sub/group/3/frontimage",
      "/sub/movie/3/frontimage",
    ]);
  });

  it.each<[string, () => Reply | Promise<Reply>]>([
    [
      "a placeholder",
      () => image('<svg xmlns="http://www.w3.org/2000/svg"></svg>', "image/svg+xml"),
    ],
    ["a placeholder that is declared as something else", () => image("<svg ></svg>", "text/plain")],
    ["three zero bytes as a cover", () => image("\0\0\0", "application/octet-stream")],
    ["nothing at all", () => image("")],
    ["an unknown owner", () => recorded("images/scene-unknown")],
  ])("is absent for %s", async (_name, reply) => {
    const { pictures } = await serve(reply);
    expect(await pictures.picture("scene", 1)).toEqual({ kind: "absent" });
  });

  it("is told by its bytes, not by its declared type", async () => {
    const avif = Buffer.from("\0\0\0\x20ftypavif", "latin1");
    const { pictures } = await serve(() => image(avif, "application/octet-stream"));
    expect(await pictures.picture("studio", 1)).toMatchObject({ kind: "picture", type: "avif" });
  });

  it("a redirect to the login page is an error, and is not followed", async () => {
    const { server, pictures } = await serve(() => recorded("auth/image-no-key"), null);
    await expect(pictures.picture("scene", 1)).rejects.toMatchObject({ code: "login-redirect" });
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, () => Reply | Promise<Reply>, string]>([
    ["a wrong key", () => recorded("auth/wrong-key"), "unauthorized"],
    ["the tripwire", () => recorded("tripwire/after"), "tripwire"],
    ["a Stash that waits for its migration", () => ({ status: 500 }), "server-error"],
    [
      "a web page where pictures should be",
      () => recorded("images/movie-old-route"),
      "not-graphql",
    ],
    ["a cut connection", () => "cut", "cut"],
  ])("%s is an error", async (_name, reply, code) => {
    const { pictures } = await serve(reply);
    await expect(pictures.picture("group", 1)).rejects.toMatchObject({ name: "StashError", code });
  });

  it("of more than 50 MB is refused", async () => {
    const { pictures } = await serve(() => image(Buffer.alloc(51 * 1_048_576, 1)));
    await expect(pictures.picture("scene", 1)).rejects.toMatchObject({ code: "answer-error" });
  });

  it("is given up with its caller", async () => {
    const caller = new AbortController();
    const { pictures } = await serve(() => {
      setImmediate(() => caller.abort());
      return "silence";
    });
    const options = { signal: caller.signal };
    await expect(pictures.picture("scene", 1, options)).rejects.toMatchObject({ code: "aborted" });
  });
});
