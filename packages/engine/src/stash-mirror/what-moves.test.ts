import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import {
  edits,
  recorded,
  relatedEdits,
  scans,
  vanishings,
  withoutConcern,
  type MovingRow,
} from "../../test/what-moves-rows.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe("what an event in Stash moves, and how soon the mirror shows it", () => {
  let fixture: MirrorFixture;

  /** A synced mirror at a quarter to three at night, with one scene for each row. */
  const prepare = async (rows: readonly MovingRow[]): Promise<void> => {
    const { stash, mirror, clock } = fixture;
    stash.putPerformer({ id: 1 });
    stash.putGroup({ id: 1 });
    for (const id of [1, 2, 3, 4]) stash.putTag({ id });
    for (const [index] of rows.entries()) {
      stash.addScene({
        id: index + 1,
        // Older than what every poll looks at again.
        updatedAt: "2025-12-01T10:00:00+01:00",
        performerIds: [1],
        tagIds: [1, 2, 3],
        groups: [{ groupId: 1, sceneIndex: null }],
      });
    }
    stash.addScene({ id: 500 });
    mirror.start();
    await clock.advance(2 * minute);
  };
  const act = (rows: readonly MovingRow[]): void => {
    rows.forEach((row, index) => row.act(fixture.stash, index + 1));
  };
  const shown = (rows: readonly MovingRow[]): Record<string, boolean> =>
    Object.fromEntries(
      rows.map((row, index) => [row.event, row.shown(fixture.mirror.reader.detail(index + 1))]),
    );
  const all = (rows: readonly MovingRow[], value: boolean): Record<string, boolean> =>
    Object.fromEntries(rows.map((row) => [row.event, value]));

  beforeEach(() => {
    fixture = createMirrorFixture(new Date(2026, 0, 15, 2, 45).getTime());
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("knows every recorded event", () => {
    const rows = [...edits, ...relatedEdits, ...vanishings, ...scans].map((row) => row.event);
    const events = recorded.events.map((entry) => entry.event);
    expect([...rows, ...withoutConcern].sort()).toEqual(events.sort());
  });

  it("says of every edit that the scene's stamp moved, and of no other row", () => {
    const moved = recorded.events.filter((entry) => entry.sceneUpdatedAtMoved === true);
    expect(moved.map((entry) => entry.event).sort()).toEqual(edits.map((row) => row.event).sort());
  });

  it("shows edits of a scene within 5 seconds", async () => {
    await prepare(edits);
    act(edits);
    expect(shown(edits)).toEqual(all(edits, false));
    await fixture.clock.advance(5 * second);
    expect(shown(edits)).toEqual(all(edits, true));
  });

  it("shows edits of performers and groups within 30 seconds", async () => {
    await prepare(relatedEdits);
    act(relatedEdits);
    expect(shown(relatedEdits)).toEqual(all(relatedEdits, false));
    await fixture.clock.advance(35 * second);
    expect(shown(relatedEdits)).toEqual(all(relatedEdits, true));
  });

  it("shows merges and deletions within an hour", async () => {
    await prepare(vanishings);
    act(vanishings);
    await fixture.clock.advance(30 * minute);
    expect(shown(vanishings)).toEqual(all(vanishings, false));
    await fixture.clock.advance(31 * minute);
    expect(shown(vanishings)).toEqual(all(vanishings, true));
  });

  it("shows what a scan or a clean found as soon as Stash says that it ended", async () => {
    const rows = [...scans, ...vanishings];
    await prepare(rows);
    act(rows);
    await fixture.clock.advance(5 * second);
    expect(shown(rows)).toEqual(all(rows, false));
    fixture.stash.trigger({ kind: "scan-complete" });
    await fixture.clock.settle();
    expect(shown(rows)).toEqual(all(rows, true));
  });

  it("shows renamed files in the next night when nothing told of the scan", async () => {
    await prepare(scans);
    act(scans);
    await fixture.clock.advance(40 * minute);
    expect(shown(scans)).toEqual(all(scans, false));
    await fixture.clock.advance(10 * minute);
    expect(shown(scans)).toEqual(all(scans, true));
  });

  it("makes up for a night that was missed", async () => {
    await prepare(scans);
    act(scans);
    await fixture.close();
    await fixture.clock.advance(26 * hour);
    await fixture.reopen();
    expect(shown(scans)).toEqual(all(scans, false));
    fixture.mirror.start();
    await fixture.clock.settle();
    expect(shown(scans)).toEqual(all(scans, true));
  });
});
