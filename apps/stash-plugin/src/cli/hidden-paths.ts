import { createHash } from "node:crypto";

/** Something like `/folder/file.mp4`, `C:\folder\file.mp4` or `//server/share/file.mp4`; addresses are left alone. */
const pathPattern = /(?<![\w:/])(?:[A-Za-z]:)?(?:[\\/]+[^\\/"'\n,;:]+){2,}/g;

const code = (segment: string): string =>
  createHash("sha256").update(segment).digest("hex").slice(0, 8);

const hideSegment = (segment: string, last: boolean): string => {
  const extension = last ? (/\.\w{1,5}$/.exec(segment)?.[0] ?? "") : "";
  return code(segment) + extension;
};

const hidePath = (path: string): string => {
  const parts = path.split(/([\\/]+)/);
  return parts
    .map((part, at) =>
      at % 2 === 1 || part === "" || /^[A-Za-z]:$/.test(part)
        ? part
        : hideSegment(part, at === parts.length - 1),
    )
    .join("");
};

/** Replaces folders and names in paths by short codes: the same name always by the same one. */
export const hidePaths = (text: string): string => text.replace(pathPattern, hidePath);
