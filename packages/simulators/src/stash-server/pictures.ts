import { createHash } from "node:crypto";

import sharp from "sharp";

import type { Library } from "../sample-library/library.ts";
import { mix } from "../sample-library/mix.ts";

export type PictureOwner = "scene" | "performer" | "studio" | "tag" | "group";

export interface DrawnPicture {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

interface Wanted {
  readonly owner: PictureOwner;
  readonly id: number;
  /** Text on the picture. */
  readonly title: string;
  /** 0: none. */
  readonly image: number;
}

const KEPT = 400;
const SIZES: Readonly<Record<PictureOwner, readonly [number, number]>> = {
  scene: [1280, 720],
  performer: [400, 600],
  studio: [600, 300],
  tag: [400, 400],
  group: [600, 900],
};

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Hills under a sky: enough to tell one picture from another. */
function drawing({ owner, id, title, image }: Wanted, seed: number): string {
  const [width, height] = SIZES[owner];
  const hue = mix(seed, image, 91) % 360;
  const hill = 30 + (mix(seed, image, 92) % 40);
  const size = Math.round(width / Math.max(14, Math.min(title.length, 36)) + 6);
  const line = (at: number): number => Math.round((height * at) / 100);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue},55%,32%)"/>
<stop offset="1" stop-color="hsl(${(hue + 50) % 360},65%,72%)"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>
<circle cx="${line(hill)}" cy="${line(28)}" r="${line(9)}" fill="hsl(${(hue + 60) % 360},90%,88%)"/>
<path d="M0 ${line(hill + 25)} Q ${width / 3} ${line(hill)} ${width / 2} ${line(hill + 22)} T ${width} ${line(hill + 12)} V ${height} H 0 Z" fill="hsl(${hue},35%,22%)"/>
<text x="50%" y="${line(90)}" fill="#fff" font-family="sans-serif" font-size="${size}" text-anchor="middle">${escaped(title || `${owner} ${id}`)}</text></svg>`;
}

const PLACEHOLDER = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36" fill="#888"/></svg>`;

function wantedOf(library: Library, owner: PictureOwner, id: number): Wanted | null {
  if (owner === "scene") {
    const scene = library.scene(id);
    return scene === null ? null : { owner, id, title: scene.title, image: scene.cover };
  }
  const lists = {
    performer: library.performers,
    studio: library.studios,
    tag: library.tags,
    group: library.groups,
  };
  const found = lists[owner].get(id);
  return found === undefined ? null : { owner, id, title: found.name, image: found.image };
}

export interface PictureDrawer {
  /** null: no such object. An object without a picture has a placeholder (fact 18). */
  draw(owner: PictureOwner, id: number): Promise<DrawnPicture | null>;
}

/** Draws pictures from the seed and remembers the last ones. */
export function createPictureDrawer(library: Library): PictureDrawer {
  const kept = new Map<string, Promise<DrawnPicture>>();

  async function draw(wanted: Wanted): Promise<DrawnPicture> {
    const isPlaceholder = wanted.image === 0;
    const isVector = isPlaceholder && wanted.owner !== "performer";
    const source = Buffer.from(isPlaceholder ? PLACEHOLDER : drawing(wanted, library.seed));
    const image = sharp(source);
    const isPng = wanted.owner === "studio" || isPlaceholder;
    const bytes = isVector
      ? source
      : await (isPng ? image.png() : image.jpeg({ quality: 82 })).toBuffer();
    const type = isVector ? "image/svg+xml" : isPng ? "image/png" : "image/jpeg";
    return { bytes, type, etag: `"${createHash("md5").update(bytes).digest("hex")}"` };
  }

  return {
    async draw(owner, id) {
      const wanted = wantedOf(library, owner, id);
      if (wanted === null) return null;
      const key = [library.seed, owner, id, wanted.image, wanted.title].join("\0");
      const known = kept.get(key);
      if (known !== undefined) return known;
      const [oldest] = kept.keys();
      if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
      const drawn = draw(wanted);
      kept.set(key, drawn);
      return drawn;
    },
  };
}
