import { describe, expect, it } from "@jest/globals";

import { editOf, rawInputs, recordings } from "../../test/recordings.js";
import { parseStashDocument } from "./stash-document.js";

describe("a document of Stash", () => {
  const parsed = (host: string, more: object = {}) => {
    const connection = { Scheme: "http", Host: host, Port: 9999, ...more };
    const answer = parseStashDocument(
      JSON.stringify({ server_connection: connection, args: null }),
    );
    return answer.ok ? answer.document.access : answer.reason;
  };

  it.each([
    ["0.0.0.0", "http://127.0.0.1:9999"],
    ["", "http://127.0.0.1:9999"],
    ["::", "http://[::1]:9999"],
    ["fe80::1", "http://[fe80::1]:9999"],
    ["192.168.1.5", "http://192.168.1.5:9999"],
  ])("is reached at %j by %s", (host, url) =>
    expect(parsed(host)).toMatchObject({ url, cookie: null }),
  );

  it("may have no cookie, or one", () => {
    expect(parsed("x", { SessionCookie: null })).toMatchObject({ cookie: null });
    expect(parsed("x", { SessionCookie: { Value: "c" } })).toMatchObject({ cookie: "c" });
  });

  it("is read from every recording", () => {
    const texts = [
      ...recordings.map(({ stdin }) => JSON.stringify(stdin)),
      ...rawInputs.map(([, text]) => text),
    ];
    for (const text of texts) expect(parseStashDocument(text).ok).toBe(true);
  });

  it.each([
    ["nothing", "", "read 0 characters"],
    ["no JSON", "secret-cookie", "read 13 characters"],
    ["two documents", "{}{}", "read 4 characters"],
    ["a number", "42", "(whole document)"],
    ["no connection", '{"args":{}}', "server_connection"],
    [
      "a port in words",
      '{"server_connection":{"Scheme":"http","Host":"::","Port":"nine"}}',
      "server_connection.Port",
    ],
    ["arguments as text", editOf(1).replace(/"args":.*$/, '"args":"no"}'), "args"],
  ])("that is %s is explained", (_name, text, reason) => {
    const answer = parseStashDocument(text);
    expect(answer).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(answer)).not.toContain("secret-cookie");
  });
});
