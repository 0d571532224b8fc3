import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { StashEvent } from "@stash2plex/shared/events";

import { drainSpool } from "./drain-spool.ts";

describe("the spool that hooks leave", () => {
  let folder: string;
  let submitted: StashEvent[][];
  const submit = (events: readonly StashEvent[]): Promise<void> => {
    submitted.push([...events]);
    return Promise.resolve();
  };
  const leave = (name: string, content: unknown): void => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  };
  const event = (id: number): StashEvent => ({ type: "Scene.Update.Post", id, fields: ["title"] });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-spool-"));
    submitted = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("hands over what is finished, and removes it then", async () => {
    leave("1-1-a.json", event(1));
    leave("2-1-b.json", event(2));
    leave(".3-1-c.tmp", "half of an ev");
    expect(await drainSpool(folder, submit)).toEqual({ delivered: 2, bad: 0 });
    expect(submitted.flat().map(({ id }) => id)).toEqual(expect.arrayContaining([1, 2]));
    expect(readdirSync(folder)).toEqual([".3-1-c.tmp"]);
  });

  it("keeps everything that was not taken", async () => {
    leave("1-1-a.json", event(1));
    const refuse = () => Promise.reject(new Error("The disk is full."));
    await expect(drainSpool(folder, refuse)).rejects.toThrow("The disk is full.");
    expect(readdirSync(folder)).toEqual(["1-1-a.json"]);
  });

  it.each([
    ["broken", '{"type":"Scene.Upd'],
    ["empty", ""],
    ["a list", "[]"],
    ["of an unknown type", { type: "Weather.Update.Post", id: 1 }],
    ["without an id", { type: "Scene.Update.Post" }],
  ])("sets a file aside that is %s, and goes on", async (_what, content) => {
    leave("1-1-a.json", content);
    leave("2-1-b.json", event(2));
    expect(await drainSpool(folder, submit)).toEqual({ delivered: 1, bad: 1 });
    expect(readdirSync(join(folder, "bad"))).toEqual(["1-1-a.json"]);
  });

  it("hands a thousand hooks of one scene over as one event, in bounded batches", async () => {
    for (let at = 0; at < 1_200; at += 1) leave(`${at}-1-a.json`, event(7));
    expect(await drainSpool(folder, submit)).toEqual({ delivered: 1_200, bad: 0 });
    expect(submitted.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("does no harm beside another process that does the same", async () => {
    for (let at = 0; at < 300; at += 1) leave(`${at}-1-a.json`, event(at + 1));
    await Promise.all([drainSpool(folder, submit), drainSpool(folder, submit)]);
    expect(new Set(submitted.flat().map(({ id }) => id)).size).toBe(300);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes a missing folder for an empty one, and leaves other things alone", async () => {
    expect(await drainSpool(join(folder, "none"), submit)).toEqual({ delivered: 0, bad: 0 });
    mkdirSync(join(folder, "sub.json"));
    leave("notes.txt", "hello");
    expect(await drainSpool(folder, submit)).toEqual({ delivered: 0, bad: 0 });
    expect(readdirSync(folder).sort()).toEqual(["notes.txt", "sub.json"]);
  });
});
