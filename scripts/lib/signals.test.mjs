import { EventEmitter } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { swallowSignalEchoes } from "./signals.mjs";

describe("the echo of a signal", () => {
  it("is swallowed, while a later repeat and other events pass", () => {
    const emitter = new EventEmitter();
    let time = 0;
    swallowSignalEchoes(emitter, { now: () => time, echoMs: 1_000 });
    const heard = [];
    for (const name of ["SIGINT", "SIGTERM", "other"]) emitter.on(name, () => heard.push(name));

    emitter.emit("SIGINT");
    time = 5;
    emitter.emit("SIGINT");
    emitter.emit("SIGTERM");
    emitter.emit("other");
    time = 1_200;
    emitter.emit("SIGINT");

    expect(heard).toEqual(["SIGINT", "other", "SIGINT"]);
  });
});
