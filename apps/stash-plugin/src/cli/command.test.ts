import { describe, expect, it } from "@jest/globals";

import { readCommand } from "./command.js";

describe("a command of a task", () => {
  it("comes with texts or with real values", () => {
    const wanted = { command: "sync-scene", dry: true, id: 5, days: 30 };
    expect(readCommand({ do: "sync-scene", dry: "true", id: "5", days: "30" })).toEqual(wanted);
    expect(readCommand({ do: "sync-scene", dry: true, id: 5, days: 30 })).toEqual(wanted);
  });

  it.each([
    [{}, /must be one of/],
    [{ do: "format-disk" }, /must be one of/],
    [{ do: "sync-scene" }, /needs the argument "id"/],
    [{ do: "explain-scene", id: "x" }, /needs the argument "id"/],
  ])("is refused in words: %j", (args, reason) => expect(readCommand(args)).toMatch(reason));
});
