import { gapKinds } from "@stash2plex/engine/gaps";

import { setting } from "../setting.ts";
import {
  choice,
  choices,
  duration,
  list,
  schedule,
  textOrNone,
  timeOfDay,
} from "../value-kinds.ts";

const scheduleForm = "`hourly`, `daily`, `weekly`, `manual`, or a cron expression of five fields";

/** When both sides are compared, and what of them. */
export const gapSettings = {
  compareSchedule: setting({
    group: "gaps",
    schema: schedule(),
    default: "daily",
    form: scheduleForm,
    about:
      "When Stash and Plex are compared by themselves. `daily` and `weekly` (Sundays) run at `SCHEDULE_AT`. A run that was missed while the program was off is made up once.",
    reloads: true,
  }),
  reconcileSchedule: setting({
    group: "gaps",
    schema: schedule(),
    default: "manual",
    form: scheduleForm,
    about:
      "When the scenes of `RECONCILE_SCOPE` are brought to Plex anew by themselves. Edits reach Plex without it; it repairs what somebody changed in Plex.",
    reloads: true,
  }),
  reconcileScope: setting({
    group: "gaps",
    schema: choice(["missing", "recent", "week", "all"]),
    default: "missing",
    form: "`missing`, `recent`, `week` or `all`",
    about:
      "Which scenes the scheduled reconcile takes: those that Plex lacks something of, those changed within a day or a week, or all.",
    reloads: true,
  }),
  scheduleAt: setting({
    group: "gaps",
    schema: timeOfDay(),
    default: { hour: 4, minute: 15 },
    defaultText: "`04:15`",
    show: ({ hour, minute }) =>
      [hour, minute].map((part) => String(part).padStart(2, "0")).join(":"),
    form: "`HH:MM`",
    about: "Time of day of what runs `daily` or `weekly`, in the time zone of `TZ`.",
    reloads: true,
  }),
  scheduleJitter: setting({
    group: "gaps",
    schema: duration(0, 3_600),
    default: 120_000,
    defaultText: "2m",
    show: (milliseconds) => `${milliseconds / 1_000}s`,
    form: "0s to 1h",
    about:
      "Scheduled runs begin up to this much later, by chance, so that not everything starts at once.",
    reloads: true,
  }),
  gapsExcludeKinds: setting({
    group: "gaps",
    schema: choices(gapKinds),
    default: [],
    form: `list of ${gapKinds.map((kind) => `\`${kind}\``).join(", ")}`,
    about: "Kinds of gaps that are not looked for, for libraries that are partial on purpose.",
    reloads: true,
  }),
  gapsExcludeSections: setting({
    group: "gaps",
    schema: list(),
    default: [],
    form: "list of names or keys",
    about: "Libraries of Plex that are not compared.",
    reloads: true,
  }),
  gapsExcludeFolders: setting({
    group: "gaps",
    schema: list(),
    default: [],
    form: "list of folders",
    about:
      "Files below these folders, as Plex or as Stash sees them, are not missed on the other side.",
    reloads: true,
  }),
  gapsExcludeTags: setting({
    group: "gaps",
    schema: list(),
    default: [],
    form: "list of names",
    about: "Scenes with one of these tags are not missed in Plex.",
    reloads: true,
  }),
  gapsFile: setting({
    group: "gaps",
    schema: textOrNone(),
    default: "gaps.json",
    form: "file, or `none`",
    about:
      "Where the report is written after each comparison, for programs that share a volume: an absolute path, or a name in `DATA_DIR`.",
    reloads: true,
  }),
};
