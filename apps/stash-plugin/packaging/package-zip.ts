import { zipSync } from "fflate";

/** Zip files know local time only: a fixed one is the same everywhere. */
const fixedTime = (): Date => new Date(2020, 0, 1, 0, 0, 0);
const UNIX = 3;

/** The same bytes for the same files, whenever and wherever it is made. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...files.keys()].sort();
  return zipSync(
    Object.fromEntries(
      names.map((name) => [
        name,
        [
          files.get(name) ?? new Uint8Array(),
          { mtime: fixedTime(), level: 9, os: UNIX, attrs: 0o100644 << 16 },
        ] as const,
      ]),
    ),
  );
}
