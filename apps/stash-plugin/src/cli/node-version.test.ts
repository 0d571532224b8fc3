import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

import { editOf } from "../../test/recordings.js";
import { engineBeside } from "./load-engine.js";
import { nodeProblem } from "./node-version.js";
import { runHook } from "./run-hook.js";

describe("the version of Node", () => {
  it.each(["22.19.0", "22.20.1", "24.0.0", "26.1.0"])("%s will do", (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  it.each(["18.20.0", "20.20.2", "22.18.9"])("%s is too old, in words", async (version) => {
    expect(nodeProblem(version)).toMatch(/needs Node 22\.19 or newer; this is .*STASH2PLEX_NODE/);
    const parts = engineBeside("/nowhere/main.cjs", version);
    await expect(parts.drainSpool("", () => Promise.resolve())).rejects.toThrow(
      /needs Node 22\.19/,
    );
  });

  it("is said by a hook that has nobody to deliver to; the event is kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stash2plex-node-"));
    try {
      const { line } = await runHook(JSON.parse(editOf(1)), {
        env: { DATA_DIR: folder },
        now: Date.now,
        random: Math.random,
        pid: 1,
        nodeVersion: "20.20.2",
        program: join(folder, "hook.cjs"),
      });
      expect(line).toEqual({
        level: "error",
        text: expect.stringMatching(/is kept\. .*needs Node/),
      });
      expect(readdirSync(join(folder, "spool"))).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
