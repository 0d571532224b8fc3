import { stemKey } from "./stem.ts";

const LETTERS = /\p{L}[\p{L}\p{M}]*/gu;
const APOSTROPHES = /['’ʼ`]/gu;
const LETTERS_OR_DIGITS = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/**
 * Words that say which piece of a work a file is, or of what kind, but not of which work; and the small words between
 * others.
 */
const GENERIC = list(`
  a an and at by das de der des die du el en et for from im in la las le les los mit no of on or por the to un una und
  von with y
  answer answers behind bloopers bonus bts chapter chapitre class classes clip clips closing compilation copy course
  credits cut cuts day days default deleted demo discussion edit edited ending ep epilogue episode episodes exercise
  exercises export extended extra extras feature featurette file final finale first folge footage full highlight
  highlights interlude interview interviews intro introduccion introduction kapitel keynote last lecture lectures lesson
  lessons live long main making meeting misc module modules movie new opening original other outro output panel part
  partie parts parte pilot practice prelude presentation preview prologue promo questions question raw recap recorded
  recording records record reel rehearsal render review sample scena scene scenes screen seminar seminars season seasons
  section segment sequence series session sessions set short shorts shot shots show slides soundcheck special speech
  still summary take takes talk talks teaser teil term test title titel track tracks trailer trailers tutorial tutorials
  uncut unit units unnamed untitled untouched upload version vid video videos vol volume volumes warmup web webinar week
  weeks welcome workshop year years film films
  one two three four five six seven eight nine ten eleven twelve second third i ii iii iv v vi vii viii ix x xi xii
  audio backup cam camera capture cd disc disk download dvd front left mix mono right stereo stream tape temp tmp
  cimg dji dsc dscf dscn gopr gopro gh gx img imgp mah mov mts mvi mp pano pict pxl sam snap vhs vts vob whatsapp wp
  alpha beta draft hd sd uhd
`);

/** Names of folders that only say "here are files". */
const CONTAINERS = list(`
  added adult all archive archives backup backups base clip clips collection collections complete completed config
  content contents data disk disks docker download downloads drive drives emby export exports extra extras file files
  film films folder folders hdd home import imported imports incoming inner jellyfin kodi layer level lib libraries
  library main media medias misc mnt mount mounts more movie movies my nas nested new old opt other others outer plex
  pool private public raid root share shared shares sorted srv ssd stash storage store stuff sub tank top unsorted upper
  user users var various video videos vids vol volume volumes wrapper
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
