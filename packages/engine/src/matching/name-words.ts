import { stemKey } from "./stem.ts";

const LETTERS = /\p{L}[\p{L}\p{M}]*/gu;
const APOSTROPHES = /['’ʼ`]/gu;
const LETTERS_OR_DIGITS = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that stand in thousands of file names and tell no work from another. */
const GENERIC = list(`
  a an and at by das de der des die du el en et for from im in la las le les los mit no of on or por the to un una und
  von with y
  behind bloopers bonus bts chapter chapitre clip clips closing compilation credits cut cuts deleted edit edited ending
  epilogue episode episodes ep extended extra extras final finale featurette file folge footage full highlight highlights
  interlude intro introduction introduccion kapitel long main making missing movie new opening original outro part parts
  partie parte pilot prelude preview prologue promo raw recap recording records record rehearsal sample scene scenes
  scena segment sequence set short shorts shot shots special still take takes teaser teil test title titel track tracks
  trailer trailers uncut untitled unnamed untouched version video videos vid vol volume volumes film films feature
  answer answers assembly break class classes conference course day days demo discussion evening exercise exercises
  interview interviews keynote lab lecture lectures lesson lessons live meeting module modules month morning night panel
  performance practical practice presentation q question questions review seminar seminars season seasons section series
  session sessions show slides speech summary talk talks term tutorial tutorials unit units warmup webinar week weeks
  welcome workshop year years concert concerts encore soundcheck afternoon overview basics advanced general misc other
  audio back backup best big camera cam capture clean complete copy default disc disk download downloads dvd cd bd export
  finished first second third last left right front side one two three four five six seven eight nine ten eleven twelve
  master media mix output playlist project quick recorded rendered render rec reel roll screen screencast screenrecording
  script stream streams tape temp tmp top unknown upload vhs view web i ii iii iv v vi vii viii ix x xi xii
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december spring summer autumn fall winter north south east west
  cimg dji dsc dscf dscn gopr gopro gh gx img imgp mah mov mts mvi mp pano pict pxl sam snap vts vob whatsapp wp
  alpha beta draft animation music song songs theme mono stereo hd sd uhd
`);

/** Names of folders that only say "here are files". */
const CONTAINERS = list(`
  data media medias mnt mount mounts srv home user users nas share shares shared storage store pool tank volume volumes
  vol disk disks drive drives hdd ssd raid library libraries lib stash plex jellyfin emby kodi video videos movie movies
  film films clip clips file files content contents collection collections archive archives backup backups download
  downloads complete completed import imports imported incoming sorted unsorted misc other others various extra extras
  all new old root public private folder folders my stuff vids adult docker config opt var export exports
`);

/** The words of a text that are made of letters, folded: `part1` gives `part`. */
export function letterWords(folded: string): readonly string[] {
  return folded.replace(APOSTROPHES, "").match(LETTERS) ?? [];
}

/** Words and numbers of a folded text, each on its own: `disc12` gives `disc`, `12`. */
export function wordsAndNumbers(folded: string): readonly string[] {
  return folded.replace(APOSTROPHES, "").match(LETTERS_OR_DIGITS) ?? [];
}

export const isGenericWord = (word: string): boolean => GENERIC.has(word);

/** Letters of scripts that write no blanks say more, and a whole title is one word of them. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u;

export const isUnspaced = (word: string): boolean => UNSPACED.test(word);

/** Whether a folder's name says nothing about what lies in it: `Videos`, `media2`, `/mnt`, a drive. */
export function isContainer(folder: string): boolean {
  const words = letterWords(folder);
  return words.every((word) => CONTAINERS.has(word) || word.length === 1);
}

/** Whether a folder or base name holds a word that is more than a general one. */
export function saysSomething(segment: string): boolean {
  return letterWords(stemKey(segment)).some(
    (word) => !GENERIC.has(word) && !CONTAINERS.has(word) && (word.length >= 3 || isUnspaced(word)),
  );
}
