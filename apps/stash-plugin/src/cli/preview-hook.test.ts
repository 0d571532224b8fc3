import { describe, expect, it } from "@jest/globals";

import { editOf } from "../../test/recordings.js";
import { previewHook } from "./preview-hook.js";

describe("the preview of a hook", () => {
  it("shows event and destination", () => {
    expect(previewHook(editOf(12), { url: "http://provider:9998", token: "t" })).toEqual({
      lines: [
        "Scene.Update.Post of 12: sent were title",
        "It would be sent to http://provider:9998.",
      ],
      data: {
        event: { type: "Scene.Update.Post", id: 12, fields: ["title"] },
        provider: "http://provider:9998",
      },
    });
  });

  it.each([
    ["a bare context", '{"id":12,"type":"Scene.Create.Post"}', /anything may have changed/],
    [
      "a context under its name",
      '{"hookContext":{"id":12,"type":"Scene.Create.Post"}}',
      /Scene\.Create/,
    ],
    ["something else", '{"a":1}', /Nothing/],
  ])("reads %s", (_name, text, line) => expect(previewHook(text, null).lines[0]).toMatch(line));

  it("explains what is no JSON", () => expect(previewHook("{", null).error).toMatch(/no JSON/));
});
