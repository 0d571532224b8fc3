import { describe, expect, it } from "@jest/globals";
import {
  REQUIRED_NODE,
  currentSystem,
  installProblem,
  isAtLeast,
  runtimeProblem,
  systemOf,
} from "./node-version.mjs";

describe("the version comparison", () => {
  it.each([
    ["v22.19.0", "22.19.0", true],
    ["v22.18.9", "22.19.0", false],
    ["v24.0.0", "22.19.0", true],
    ["v22.100.0", "22.19.0", true],
    ["v9.99.0", "22.19.0", false],
    ["v23.0.0-nightly", "22.19.0", true],
  ])("%s is at least %s: %s", (version, required, expected) => {
    expect(isAtLeast(version, required)).toBe(expected);
  });
});

describe("the kind of system", () => {
  it.each([
    ["linux", { glibcVersionRuntime: "2.36" }, "linux-glibc"],
    ["linux", {}, "linux-musl"],
    ["darwin", {}, "darwin"],
    ["win32", undefined, "win32"],
  ])("%s with %j is %s", (platform, header, expected) => {
    expect(systemOf(platform, header)).toBe(expected);
  });

  it("is known for this machine", () => {
    expect(currentSystem()).toMatch(/^(linux-(glibc|musl)|darwin|win32|freebsd)$/);
  });
});

describe("before the install", () => {
  it("lets an old Node pass where the workspace brings its own", () => {
    expect(installProblem({ version: "v18.20.0", system: "linux-glibc" })).toBeUndefined();
    expect(installProblem({ version: "v18.20.0", system: "darwin" })).toBeUndefined();
  });

  it("lets musl pass with a Node that is new enough", () => {
    expect(installProblem({ version: `v${REQUIRED_NODE}`, system: "linux-musl" })).toBeUndefined();
  });

  it("says on musl with an old Node what to do", () => {
    const sentence = installProblem({ version: "v20.20.2", system: "linux-musl" });
    expect(sentence).toContain("found v20.20.2");
    expect(sentence).toContain("musl");
    expect(sentence).toContain("apk add nodejs");
    expect(sentence).toContain("container image");
  });
});

describe("at the start of a script", () => {
  it("says on an old Node what to do", () => {
    expect(runtimeProblem({ version: "v24.1.0" })).toBeUndefined();
    expect(runtimeProblem({ version: "v18.0.0" })).toContain("pnpm@10.34.9 start");
  });
});
