import { filePath, heightOf } from "./file-layout.ts";
import { FILES_PER_SCENE, firstFileOf, type Generation } from "./generation.ts";
import { hex, mix, pick } from "./mix.ts";
import { type ModelFile } from "./model.ts";
import { oshashOf } from "./oshash.ts";
import { createdAt } from "./scan-times.ts";
import { workOf } from "./works.ts";

const SALT = { files: 63, length: 71, bitRate: 72, phash: 73, sound: 80 } as const;

const CODECS = ["h264", "h264", "hevc", "av1"] as const;

/** One of a thousand scenes has lost its file; one of thirty has a second, a few a third. */
function fileCount(generation: Generation, id: number): number {
  const chance = mix(generation.seed, id, SALT.files) % 1000;
  if (chance === 999) return 0;
  if (chance < 5) return FILES_PER_SCENE;
  return chance < 35 ? 2 : 1;
}

function phashOf(seed: number, fileId: number): string | null {
  const high = mix(seed, fileId, SALT.phash);
  if (high % 10 === 0) return null;
  // Stash writes the number without leading zeros (docs/reference/stash.md, 1.1).
  return hex(high).replace(/^0+/, "") + hex(mix(seed, fileId, SALT.phash + 1));
}

function lengthAndSize(seed: number, fileId: number, height: number) {
  const duration = 120 + (mix(seed, fileId, SALT.length) % 720_000) / 100;
  const bitRate = height * (2_000 + (mix(seed, fileId, SALT.bitRate) % 4_000));
  return { duration, bitRate, size: Math.round((duration * bitRate) / 8) };
}

function generatedFile(generation: Generation, id: number, position: number): ModelFile {
  const { seed } = generation;
  const fileId = firstFileOf(id) + position;
  const height = position === 0 ? heightOf(generation, id) : 480;
  const path = filePath(generation, id, workOf(generation, id), position);
  const scanned = createdAt(generation, id);
  return {
    id: fileId,
    path,
    ...lengthAndSize(seed, fileId, height),
    oshash: oshashOf(seed, fileId),
    phash: phashOf(seed, fileId),
    width: Math.round((height * 16) / 9),
    height,
    format: path.endsWith(".mkv") ? "mkv" : "mp4",
    videoCodec: pick(CODECS, fileId),
    audioCodec: mix(seed, fileId, SALT.sound) % 50 === 0 ? "" : "aac",
    frameRate: 25,
    modTime: scanned,
    createdAt: scanned,
    updatedAt: scanned,
  };
}

/** The files of a generated scene, the primary one first. */
export function generatedFiles(generation: Generation, id: number): readonly ModelFile[] {
  const count = fileCount(generation, id);
  return Array.from({ length: count }, (_, position) => generatedFile(generation, id, position));
}
