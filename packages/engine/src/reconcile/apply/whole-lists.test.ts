import { describe, expect, it } from "@jest/globals";

import { upToDateItem } from "../../../test/plan-fixture.ts";
import { withWholeLists } from "./whole-lists.ts";

const bare = upToDateItem();
const item = {
  ...bare,
  tags: { ...bare.tags, genre: ["Nature", "by hand", "Old"] },
  roles: [
    { name: "Ada Berg", role: "Guide", thumb: null },
    { name: "Bo Lind", role: null, thumb: null },
  ],
};

describe("an edit for a server that may take the sent names for the whole list", () => {
  it("names what stays, and not what goes", () => {
    const tags = { genre: { add: ["Water"], remove: ["old"] } };
    expect(withWholeLists({ tags, lock: false }, item)).toEqual({
      tags: { genre: { add: ["Nature", "by hand", "Water"], remove: ["old"] } },
      lock: false,
    });
  });

  it("names a tag once, in the spelling that is wanted", () => {
    const tags = { genre: { add: ["NATURE"], remove: [] } };
    const { tags: whole } = withWholeLists({ tags, lock: false }, item);
    expect(whole?.genre?.add).toEqual(["by hand", "Old", "NATURE"]);
  });

  it("keeps the parts of those who stay in the cast", () => {
    const tags = { actor: { add: ["Cy Holm"], remove: [] } };
    const edit = withWholeLists(
      { tags, actors: [{ name: "Cy Holm", role: "Host" }], lock: true },
      item,
    );
    expect(edit).toEqual({
      tags: { actor: { add: ["Ada Berg", "Bo Lind", "Cy Holm"], remove: [] } },
      actors: [
        { name: "Ada Berg", role: "Guide" },
        { name: "Bo Lind" },
        { name: "Cy Holm", role: "Host" },
      ],
      lock: true,
    });
  });

  it.each([
    ["only takes away", { tags: { genre: { add: [], remove: ["Old"] } }, lock: false }],
    ["has no list", { scalars: { title: "A" }, lock: false }],
  ] as const)("leaves an edit as it is that %s", (_name, edit) => {
    expect(withWholeLists(edit, item)).toEqual(edit);
  });
});
