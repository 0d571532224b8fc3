import { silentLogger } from "@stash2plex/shared/log";
import { beforeEach, describe, expect, it } from "@jest/globals";

import { loadSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { createProgramLife, type ProgramLife } from "./program-life.ts";

const settingsWith = (stashUrl: string): Settings =>
  loadSettings(
    { env: { STASH_URL: stashUrl }, platform: "linux", homeFolder: "/nonexistent" },
    () => {
      throw Object.assign(new Error("absent"), { code: "ENOENT" });
    },
  ).settings;

let now: Settings;
let failure: Error | null;
let isOpen: boolean;
/** What happened, in order. */
let events: string[];
let life: ProgramLife;

beforeEach(() => {
  now = settingsWith("http://one:9999");
  failure = null;
  isOpen = true;
  events = [];
  life = createProgramLife({
    front: {
      listen: () => {
        events.push("set-up shown");
        return Promise.resolve({ port: 1, drain: () => Promise.resolve() });
      },
      hold: () => void events.push("held"),
      isOpen: () => isOpen,
      end: () => void events.push("end"),
      close: () => {
        events.push("closed");
        return Promise.resolve();
      },
    },
    load: () => Promise.resolve(now),
    start: ({ stashUrl }) => {
      if (failure !== null) return Promise.reject(failure);
      events.push(`start ${stashUrl ?? ""}`);
      return Promise.resolve({
        port: 1,
        registrationUrls: [],
        get mirror(): never {
          throw new Error("Nobody asks for it.");
        },
        stop: () => {
          events.push("stop");
          return Promise.resolve();
        },
      });
    },
    meanwhile: () => () => undefined,
    logger: silentLogger,
  });
});

describe("the life of the program", () => {
  it("starts the provider once, however often it is asked to run", async () => {
    await Promise.all([life.ensure(), life.ensure(), life.ensure()]);
    expect(events).toEqual(["held", "start http://one:9999"]);
    expect(life.settings()).toBe(now);
  });

  it("starts it anew when the settings have changed", async () => {
    await life.ensure();
    now = settingsWith("http://two:9999");
    await life.ensure();
    expect(events.slice(2)).toEqual(["held", "stop", "start http://two:9999"]);
  });

  it("shows the set-up again when it cannot start, and tries again when asked", async () => {
    failure = new Error("The data folder cannot be written.");
    await expect(life.ensure()).rejects.toThrow("The data folder cannot be written.");
    expect([events, life.settings()]).toEqual([["held", "set-up shown"], null]);
    failure = null;
    await life.ensure();
    expect(life.settings()).toBe(now);
  });

  it("opens no port only to say that the program ends", async () => {
    isOpen = false;
    failure = new Error("Port 9998 is in use by another program.");
    await expect(life.ensure()).rejects.toThrow("Port 9998");
    expect(events).toEqual(["held"]);
  });

  it("closes the port of the set-up, too", async () => {
    await life.stop();
    expect(events).toEqual(["end", "closed"]);
  });

  it("ends after a start that is under way", async () => {
    const started = life.ensure();
    await life.stop();
    await started;
    expect(events).toEqual(["held", "start http://one:9999", "end", "stop", "closed"]);
  });
});
