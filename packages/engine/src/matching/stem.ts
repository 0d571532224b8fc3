import { foldText } from "@stash2plex/shared/paths";

/** Only what is surely a video extension is cut off: the `.5` of `Lecture 2.5` and the `. Smith` of `Dr. Smith` stay. */
const EXTENSION =
  /\.(?:3gp|asf|avi|divx|f4v|flv|iso|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|ogm|ogv|qt|rm|rmvb|ts|vob|webm|wmv)$/;

/** Quality words of several parts, found before the name is cut at its separators. */
const PHRASES =
  /(?<![\p{L}\p{M}\p{N}])(?:web[ ._-]?(?:dl|rip)|blu[ ._-]?ray|(?:bd|br|dvd|hd)[ ._-]?rip|[hx][ ._]?26[45]|(?:8|10|12)[ ._-]?bit|dts[ ._-]hd|hdr10\+|(?:aac|ac3|e-?ac3|ddp?|dts|flac|truehd)[ ._-]?[257]\.[01])(?![\p{L}\p{M}\p{N}])/gu;

/** Words that say nothing but quality, wherever they stand. */
const QUALITY =
  /^(?:(?:360|480|540|576|720|1080|1440|2160|4320)[pi]|4k|8k|uhd|fhd|hdr|hdr10|hdtv|hevc|avc|av1|xvid|divx|aac|ac3|eac3|dts|truehd|remux|(?:24|25|30|50|60|120)fps)$/;

/** Words that say quality only behind a quality word: a spider's web is none. */
const QUALITY_BEHIND_QUALITY = /^(?:web|hd|sd|atmos|dv|sdr)$/;

const SEPARATORS = /[\s._\-‐-―[\](){},]+/u;

/** The private-use mark that a removed phrase leaves, so that the word behind it still knows its neighbour. */
const REMOVED = "\ue000";

/**
 * The words of a base name that tell one work from another: without extension and quality words, lower case, joined
 * by a blank. Numbers are never dropped: `(2018)` and `(2019)`, `part 1` and `part 2` are different works. "" when
 * nothing is left.
 *
 * @example stemKey("Lakes.of.Finland.(2018).1080p.WEB-DL.x264.mkv") // "lakes of finland 2018"
 */
export function stemKey(baseName: string): string {
  const name = foldText(baseName).replace(EXTENSION, "").replace(PHRASES, ` ${REMOVED} `);
  const kept: string[] = [];
  let behindQuality = false;
  for (const word of name.split(SEPARATORS)) {
    if (word === "") continue;
    const quality: boolean =
      word === REMOVED ||
      QUALITY.test(word) ||
      (behindQuality && QUALITY_BEHIND_QUALITY.test(word));
    if (!quality) kept.push(word);
    behindQuality = quality;
  }
  return kept.join(" ");
}
