import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { fillTemplate, unknownPlaceholders } from "./text-template.ts";

const none = { title: "", date: "", studio: "", performers: "", code: "" };
const all = { title: "Owls", date: "2024-05", studio: "Forest", performers: "Ada", code: "N-1" };

describe("fillTemplate", () => {
  it.each([
    ["{title}", all, "Owls"],
    ["{studio} - {title} ({date})", all, "Forest - Owls (2024-05)"],
    ["{studio} - {title} ({date})", { ...all, studio: "" }, "Owls (2024-05)"],
    ["{studio} - {title} ({date})", { ...all, date: "" }, "Forest - Owls"],
    ["{studio} - {title} ({date})", { ...none, title: "Owls" }, "Owls"],
    ["({date}) {title}", { ...none, title: "Owls" }, "Owls"],
    ["{title} ({studio}, {date})", { ...all, studio: "" }, "Owls (2024-05)"],
    ["{title} ({studio}, {date})", { ...all, date: "" }, "Owls (Forest)"],
    ["{title} ({studio}, {date})", { ...none, title: "Owls" }, "Owls"],
    ["{title} ({date}) by {performers}", { ...all, date: "" }, "Owls by Ada"],
    ["{title} ({date}) by {performers}", { ...all, performers: "" }, "Owls (2024-05)"],
    ["{studio} {code} - {title}", { ...all, code: "" }, "Forest - Owls"],
    ["Film: {title}", all, "Film: Owls"],
    ["with {performers}: {title}", { ...all, performers: "" }, "Owls"],
    ["[{code}] {title} (live)", all, "[N-1] Owls (live)"],
    ["{title} ([{code}])", all, "Owls ([N-1])"],
    ["{title} ([{code}])", { ...all, code: "" }, "Owls"],
    ["{title} :-) {date}", all, "Owls :-) 2024-05"],
    ["{title} {nonsense}", all, "Owls"],
    ["{date}", { ...all, date: "" }, ""],
    ["words only", all, ""],
    ["", all, ""],
    ["{title}", { ...all, title: "{date} (1)" }, "{date} (1)"],
  ])("%s gives the right title", (template, values, text) => {
    expect(fillTemplate(template, values)).toBe(text);
  });

  it("leaves no separator at either end, whatever is missing", () => {
    const value = fc.constantFrom("", "Word");
    const values = fc.record({
      title: value,
      date: value,
      studio: value,
      performers: value,
      code: value,
    });
    const template = "{studio} - {code}: {title} ({date}) | {performers}";
    fc.assert(
      fc.property(values, (given) => {
        expect(fillTemplate(template, given)).toMatch(
          /^$|^(?:\(?Word\)?)(?:(?: - |: | \| | )\(?Word\)?)*$/,
        );
      }),
    );
  });
});

describe("unknownPlaceholders", () => {
  it("names what nobody fills", () => {
    expect(unknownPlaceholders("{title} {Studio} {}")).toEqual(["Studio", ""]);
    expect(unknownPlaceholders("{title} {date} {studio} {performers} {code}")).toEqual([]);
  });
});
