import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import express from "express";

import { notFound } from "../json-errors.ts";
import { askServer, listen } from "../../test/plex-harness.ts";
import { createPackageRoutes } from "./package-routes.ts";

let folder: string;
let server: Server;
let port: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-packages-"));
  server = createServer(express().use(createPackageRoutes(folder)).use(notFound));
  port = await listen(server);
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe("the packages of the plugin", () => {
  it.each(["index.yml", "Stash2Plex.zip"])("%s is given, and its date of change", async (file) => {
    writeFileSync(join(folder, file), "content");
    const answer = await askServer(port, `/plugin/${file}`);
    expect([answer.status, answer.text]).toEqual([200, "content"]);
    expect(answer.headers["last-modified"]).toBeDefined();
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(await askServer(port, `/plugin/${file}`, { method: "HEAD" })).toMatchObject({
      status: 200,
      text: "",
    });
  });

  it("are told missing where the build has none", async () => {
    const answer = await askServer(port, "/plugin/index.yml");
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({
      error: { message: expect.stringContaining("pnpm package:plugin") },
    });
  });

  it.each([
    "/plugin/secret.txt",
    "/plugin/..%2Fsecret.zip",
    "/plugin/%2e%2e/secret.txt",
    "/plugin/sub/index.yml",
    "/plugin/.zip",
    "/plugin/",
  ])("are all that is given: not %s", async (path) => {
    writeFileSync(join(folder, "secret.txt"), "secret");
    const answer = await askServer(port, path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toBe("secret");
  });
});
