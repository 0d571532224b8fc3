import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { doorbellPrefix, encodeDoorbell } from "./doorbell-line.ts";
import { findDoorbells, scanDoorbells } from "./find-doorbells.ts";
import type { StashEvent } from "./stash-event.ts";

const saved: StashEvent = { type: "Scene.Update.Post", id: 12, fields: ["id", "title"] };
const renamed: StashEvent = { type: "Performer.Update.Post", id: 3 };

interface Entry {
  readonly message: string;
  readonly time?: string;
}

/** A message of the log subscription. */
const message = (...entries: readonly Entry[]): string =>
  JSON.stringify({
    id: "log",
    type: "next",
    payload: {
      data: {
        loggingSubscribe: entries.map(({ message: text, time = "2026-03-01T10:00:00+01:00" }) => ({
          time,
          message: text,
        })),
      },
    },
  });

const plugin = (line: string): string => `[Plugin / Stash2Plex] ${line}`;

describe("a doorbell line", () => {
  it("is one line of JSON behind its prefix", () => {
    expect(encodeDoorbell(saved)).toBe(
      'stash2plex/1 {"type":"Scene.Update.Post","id":12,"fields":["id","title"]}',
    );
    expect(encodeDoorbell(renamed)).toBe('stash2plex/1 {"type":"Performer.Update.Post","id":3}');
  });

  it("is found plain and in a message, whatever stands around it", () => {
    expect(findDoorbells(encodeDoorbell(saved))).toEqual([saved]);
    expect(
      findDoorbells(
        message(
          { message: "SQL: SELECT * FROM `scenes` [[1 2 3]]" },
          { message: plugin(encodeDoorbell(saved)) },
          { message: `[Plugin] ${encodeDoorbell(renamed)} and more` },
        ),
      ),
    ).toEqual([saved, renamed]);
  });

  it("is found however names are escaped in it", () => {
    const fields = ['quote"', "back\\slash", "<&>", "umlaut ä"];
    const line = encodeDoorbell({ ...saved, fields });
    expect(findDoorbells(message({ message: line }))).toEqual([{ ...saved, fields }]);
    // As Go writes JSON (docs/reference/stash.md, 4.3).
    const asGo = message({ message: line }).replaceAll("<", "\\u003c").replaceAll("&", "\\u0026");
    expect(findDoorbells(asGo)).toEqual([{ ...saved, fields }]);
  });

  it("carries the stamp of its own log entry", () => {
    const text = message(
      { message: plugin(encodeDoorbell(saved)), time: "2026-03-01T10:00:00.5+01:00" },
      { message: plugin(encodeDoorbell(renamed)), time: "garbage" },
    );
    expect(Array.from(scanDoorbells(text), ({ loggedAt }) => loggedAt)).toEqual([
      Date.parse("2026-03-01T09:00:00.500Z"),
      null,
    ]);
    expect([...scanDoorbells(encodeDoorbell(saved))][0]?.loggedAt).toBeNull();
  });

  it("round-trips for every event", () => {
    const events = fc.record(
      {
        type: fc.constantFrom<StashEvent["type"]>("Scene.Create.Post", "Tag.Merge.Post"),
        id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fields: fc.array(fc.stringMatching(/^[a-z_0-9]{1,30}$/), { minLength: 1, maxLength: 40 }),
      },
      { requiredKeys: ["type", "id"] },
    );
    fc.assert(
      fc.property(events, fc.string(), (event, before) => {
        expect(findDoorbells(message({ message: `${before}${encodeDoorbell(event)}` }))).toEqual([
          event,
        ]);
      }),
    );
  });
});

describe("forged, cut and garbage lines", () => {
  const line = encodeDoorbell(saved);

  it.each([
    ["another version", line.replace("/1", "/2")],
    ["no object", `${doorbellPrefix}12`],
    ["a list", `${doorbellPrefix}[{"type":"Scene.Update.Post","id":1}]`],
    ["no JSON", `${doorbellPrefix}{type: Scene.Update.Post}`],
    ["an unknown type", `${doorbellPrefix}{"type":"Scene.Explode.Post","id":1}`],
    ["no id", `${doorbellPrefix}{"type":"Scene.Update.Post"}`],
    ["an id that is none", `${doorbellPrefix}{"type":"Scene.Update.Post","id":"../1"}`],
    [
      "an id without end",
      `${doorbellPrefix}{"type":"Scene.Update.Post","id":${"9".repeat(5_000)}}`,
    ],
    [
      "the end far away",
      `${doorbellPrefix}{"type":"Scene.Update.Post",${" ".repeat(20_000)}"id":1}`,
    ],
  ])("%s is passed over", (_case, forged) => {
    expect(findDoorbells(forged)).toEqual([]);
    expect(findDoorbells(message({ message: forged }, { message: line }))).toEqual([saved]);
  });

  it("a line within the trace of a statement is escaped twice, and says nothing", () => {
    expect(findDoorbells(message({ message: JSON.stringify({ details: line }) }))).toEqual([]);
  });

  it("cut anywhere, it gives nothing but what is whole", () => {
    const text = message({ message: line }, { message: encodeDoorbell(renamed) });
    for (let end = 0; end < text.length; end += 1) {
      const found = findDoorbells(text.slice(0, end));
      expect([saved, renamed].slice(0, found.length)).toEqual(found);
    }
  });

  it("never throws, whatever follows the prefix", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(line, doorbellPrefix, "{", "}", "\\"))),
        (parts) => {
          for (const { event } of scanDoorbells(parts.join("")))
            expect(event.id).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("text that is full of open lines is read once, not once for each", () => {
    const text = `${doorbellPrefix}{\\"`.repeat(400_000);
    const begun = performance.now();
    expect(findDoorbells(text)).toEqual([]);
    // Read anew for each line this would take minutes.
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
