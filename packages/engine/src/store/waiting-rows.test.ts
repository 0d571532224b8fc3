import { describe, expect, it } from "@jest/globals";

import { createWaitingRows } from "./waiting-rows.ts";

const createRows = () => {
  const written: unknown[] = [];
  const rows = createWaitingRows<[string, number]>((values) => written.push(values));
  return { rows, written };
};

describe("rows that wait", () => {
  it("are written in the order of their keys, over several transactions", () => {
    const { rows, written } = createRows();
    rows.add(["owl", 1]);
    rows.committed();
    rows.add(["beaver", 2]);
    expect(rows.first()).toEqual(["owl", 1]);
    expect(rows.count()).toBe(2);

    rows.write();
    rows.committed();

    expect(written).toEqual([["beaver", 2, "owl", 1]]);
    expect(rows.count()).toBe(0);
    rows.write();
    expect(written).toHaveLength(1);
  });

  it("of earlier transactions can be written before those of this one", () => {
    const { rows, written } = createRows();
    rows.add(["owl", 1]);
    rows.committed();
    rows.add(["beaver", 2]);

    rows.writeOld();
    rows.writeOld();

    expect(written).toEqual([["owl", 1]]);
    expect(rows.first()).toEqual(["beaver", 2]);
    rows.write();
    expect(written).toEqual([
      ["owl", 1],
      ["beaver", 2],
    ]);
  });

  it("wait again after a transaction that failed, without those that were added in it", () => {
    const { rows, written } = createRows();
    rows.add(["owl", 1]);
    rows.committed();
    rows.add(["beaver", 2]);
    rows.write();
    rows.failed();
    written.length = 0;

    rows.write();
    rows.committed();

    expect(written).toEqual([["owl", 1]]);
  });
});
