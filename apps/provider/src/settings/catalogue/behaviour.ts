import { setting } from "../setting.ts";
import { choice, duration, flag, list, listOfMaps, timeOfDay, whole } from "../value-kinds.ts";

/** Which scene a file is, and what is said when there is none. */
export const matchingSettings = {
  pathRules: setting({
    group: "matching",
    schema: listOfMaps(),
    default: [],
    defaultText: "none: file names are compared from their end",
    show: ({ length }) => `${length} ${length === 1 ? "rule" : "rules"}`,
    form: "list of rules",
    about:
      "How Plex's paths become Stash's, where both see different folders. Each rule: `name`, `plex`, `stash`, and if wanted `caseInsensitive`, `plexRoot`, `test: {plex, stash}`. The first that fits wins. Often no rule is needed at all; try with `stash2plex paths test`.",
    reloads: true,
  }),
  matchByTitle: setting({
    group: "matching",
    schema: flag(),
    default: false,
    form: "`on` or `off`",
    about:
      "Whether a scan may match by title and date when no file name fits. Off, because a wrong match is worse than none; Fix Match always searches by title.",
    reloads: true,
  }),
  adult: setting({
    group: "matching",
    schema: choice(["always", "when-asked"]),
    default: "always",
    form: "`always` or `when-asked`",
    about:
      "`when-asked` answers a match only when Plex says `includeAdult`. It is not documented which option of Plex does.",
    reloads: true,
  }),
  unconfirmedMatch: setting({
    group: "matching",
    schema: choice(["503", "500", "empty"]),
    default: "503",
    form: "`503`, `500` or `empty`",
    about:
      "What Plex is told when a file is unknown and Stash could not be asked: an error, or (`empty`) that there is no match.",
    reloads: true,
  }),
  requireOrganized: setting({
    group: "matching",
    schema: flag(),
    default: false,
    form: "`on` or `off`",
    about: "Only scenes that are marked organized in Stash are matched.",
    reloads: true,
  }),
  requireStashId: setting({
    group: "matching",
    schema: flag(),
    default: false,
    form: "`on` or `off`",
    about: "Only scenes with an id of a stash-box are matched.",
    reloads: true,
  }),
  excludeTags: setting({
    group: "matching",
    schema: list(),
    default: [],
    form: "list of names",
    about:
      "Scenes with one of these tags are not matched. What Plex already has keeps its metadata.",
    reloads: true,
  }),
  excludeStudios: setting({
    group: "matching",
    schema: list(),
    default: [],
    form: "list of names",
    about: "Scenes of one of these studios, or of a studio below one, are not matched.",
    reloads: true,
  }),
};

/** How closely Stash is followed. */
export const mirrorSettings = {
  followInterval: setting({
    group: "mirror",
    schema: duration(5, 86_400),
    default: 30_000,
    defaultText: "30s",
    show: (milliseconds) => `${milliseconds / 1_000}s`,
    form: "5s to 24h",
    about:
      "How often Stash is asked what has changed. Unknown files are looked up at once, whatever this says.",
  }),
  fullPassAt: setting({
    group: "mirror",
    schema: timeOfDay(),
    default: { hour: 3, minute: 30 },
    defaultText: "`03:30`",
    show: ({ hour, minute }) =>
      [hour, minute].map((part) => String(part).padStart(2, "0")).join(":"),
    form: "`HH:MM`",
    about:
      "When all paths are compared once a day: a folder renamed in Stash moves no date, so nothing else would notice.",
  }),
};

/** Pictures. */
export const pictureSettings = {
  posterMode: setting({
    group: "pictures",
    schema: choice(["crop", "blur-fill", "letterbox", "original"]),
    default: "crop",
    form: "`crop`, `blur-fill`, `letterbox` or `original`",
    about:
      "How a wide cover becomes a 2:3 poster: its middle, whole before a blurred copy of itself, whole between bars, or as it is.",
  }),
  imageCacheMb: setting({
    group: "pictures",
    schema: whole(10, 1_048_576),
    default: 1024,
    form: "megabytes",
    about: "Disk space for finished pictures in `DATA_DIR`.",
  }),
};

/** What is written, and how. */
export const logSettings = {
  logLevel: setting({
    group: "logs",
    schema: choice(["error", "warn", "info", "debug"]),
    default: "info",
    form: "`error`, `warn`, `info` or `debug`",
    about: "`debug` explains every match decision.",
  }),
  logFormat: setting({
    group: "logs",
    schema: choice(["auto", "pretty", "json"]),
    default: "auto",
    form: "`auto`, `pretty` or `json`",
    about:
      "One JSON object a line, or text for people. `auto` is coloured text on a terminal, plain text elsewhere.",
  }),
  logHideNames: setting({
    group: "logs",
    schema: flag(),
    default: false,
    form: "`on` or `off`",
    about:
      "Replaces file names, folders, titles and people in the log by short codes. The same name keeps its code until the next start. The page and `/api` still show them.",
  }),
};
