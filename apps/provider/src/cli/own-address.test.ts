import { describe, expect, it } from "@jest/globals";

import { ownAddress } from "./own-address.ts";

describe("the provider's own address", () => {
  it.each([
    [null, "http://127.0.0.1:9998"],
    ["0.0.0.0", "http://127.0.0.1:9998"],
    ["::", "http://127.0.0.1:9998"],
    ["::1", "http://[::1]:9998"],
    ["192.0.2.7", "http://192.0.2.7:9998"],
    ["nas.example", "http://nas.example:9998"],
  ])("with HOST %s is %s", (host, expected) => {
    expect(ownAddress({ host, port: 9998 })).toBe(expected);
  });
});
