import { syncFields } from "@stash2plex/engine/reconcile";

import { httpAddress } from "../address-kinds.ts";
import { optionalSetting, setting } from "../setting.ts";
import {
  choice,
  choices,
  duration,
  flag,
  list,
  pattern,
  textOrNone,
  whole,
} from "../value-kinds.ts";

const onOff = "`on` or `off`";

/** Where Plex is, and which part of it concerns us. */
const plexConnection = {
  plexUrl: optionalSetting({
    group: "plex",
    schema: httpAddress("http://plex:32400"),
    defaultText: "none: nothing is brought to Plex, it only asks",
    form: "address",
    about:
      "Address of Plex Media Server as this program reaches it. With `PLEX_TOKEN` edits in Stash reach Plex by themselves.",
  }),
  plexToken: optionalSetting({
    group: "plex",
    schema: pattern(/^[\x21-\x7e]{8,256}$/, "8 to 256 visible ASCII characters without blanks"),
    form: "text",
    about:
      "X-Plex-Token of the owner of the server. It is sent in a header; only notifications and the registration of providers need it in the address.",
    secret: true,
  }),
  plexSync: setting({
    group: "plex",
    schema: flag(),
    default: true,
    form: onOff,
    about: "Off: nothing is written to Plex, whatever the other settings say.",
  }),
  plexSections: setting({
    group: "plex",
    schema: list(),
    default: [],
    defaultText: "those whose agent is this provider",
    form: "list of names or keys",
    about:
      "Libraries that may be written to. Without it a library of another agent is never touched.",
  }),
  plexOtherAgent: setting({
    group: "plex",
    schema: choice(["leave", "edit", "adopt"]),
    default: "leave",
    form: "`leave`, `edit` or `adopt`",
    about:
      "What happens to an item of another agent in one of `PLEX_SECTIONS`: nothing, its fields are edited, or it is matched to this provider. `stash2plex adopt` shows first what it would do.",
    reloads: true,
  }),
};

/** What of an item is brought to Plex, and what is respected there. */
const plexContent = {
  syncFields: setting({
    group: "plex",
    schema: choices(syncFields),
    default: syncFields,
    defaultText: "all",
    form: `list of ${syncFields.map((field) => `\`${field}\``).join(", ")}; or \`none\``,
    about: "What is brought to Plex. What is left out stays as Plex has it; it is never cleared.",
    reloads: true,
  }),
  preserveEdits: setting({
    group: "plex",
    schema: flag(),
    default: false,
    form: onOff,
    about:
      "Only fill what is empty in Plex: nothing is changed, cleared or removed. Locked fields are left alone in any case.",
    reloads: true,
  }),
  listMode: setting({
    group: "plex",
    schema: choice(["ours", "exact", "add"]),
    default: "ours",
    form: "`ours`, `exact` or `add`",
    about:
      "Genres, cast, collections and labels that Plex has and Stash does not: taken away where this program wrote them, always, or never.",
    reloads: true,
  }),
  lockEdits: setting({
    group: "plex",
    schema: flag(),
    default: false,
    form: onOff,
    about: "Whether edited fields end locked, so that no refresh of Plex changes them.",
    reloads: true,
  }),
  qualityGate: setting({
    group: "plex",
    schema: flag(),
    default: true,
    form: onOff,
    about:
      "Leave alone what has nothing to say yet: a scene without title, studio, performers, tags, details and date.",
    reloads: true,
  }),
  artwork: setting({
    group: "plex",
    schema: choice(["auto", "always", "link", "off"]),
    default: "auto",
    form: "`auto`, `always`, `link` or `off`",
    about:
      "How pictures reach Plex: uploaded where it cannot fetch them from here, always uploaded, only as addresses, or not at all.",
    reloads: true,
  }),
  artworkLock: setting({
    group: "plex",
    schema: choice(["auto", "never", "always"]),
    default: "auto",
    form: "`auto`, `never` or `always`",
    about:
      "Whether an uploaded picture ends locked. `auto` keeps the lock that Plex sets; a picture that somebody chose in Plex is left alone in any case.",
    reloads: true,
  }),
  labelTags: setting({
    group: "plex",
    schema: list(),
    default: [],
    form: "list of names",
    about: "Tags that become labels; Plex can restrict shared accounts by label.",
    reloads: true,
  }),
  labelOrganized: setting({
    group: "plex",
    schema: textOrNone(),
    default: "",
    defaultText: "none",
    form: "text, or `none`",
    about: "Label of scenes that are marked organized.",
    reloads: true,
  }),
  addedAt: setting({
    group: "plex",
    schema: choice(["plex", "stash"]),
    default: "plex",
    form: "`plex` or `stash`",
    about: "Whether the date of adding is Plex's own, or the one of Stash.",
    reloads: true,
  }),
};

/** How work is done. */
const plexWork = {
  plexScanMissing: setting({
    group: "plex",
    schema: flag(),
    default: false,
    form: onOff,
    about: "Ask Plex to scan the folder of a scene that it does not have.",
    reloads: true,
  }),
  plexMaxEditsPerSecond: setting({
    group: "plex",
    schema: whole(1, 1_000),
    default: 20,
    form: "1 to 1000",
    about: "Items that are written a second at most. A single edit overtakes what waits.",
    reloads: true,
  }),
  plexRetries: setting({
    group: "plex",
    schema: whole(1, 20),
    default: 5,
    form: "1 to 20",
    about:
      "Tries after passing faults before a scene becomes a dead letter. A Plex that is down is waited for without limit.",
    reloads: true,
  }),
  deadLetterDays: setting({
    group: "plex",
    schema: whole(1, 365),
    default: 30,
    form: "1 to 365",
    about: "Days that dead letters are kept.",
    reloads: true,
  }),
  plexFollowInterval: setting({
    group: "plex",
    schema: duration(10, 86_400),
    default: 60_000,
    defaultText: "60s",
    show: (milliseconds) => `${milliseconds / 1_000}s`,
    form: "10s to 24h",
    about: "How often Plex is asked what has changed; its notifications are heard at once.",
  }),
  doorbell: setting({
    group: "plex",
    schema: flag(),
    default: true,
    form: onOff,
    about:
      "Listen to Stash's log for the lines of the plugin, so that an edit is known within a second. Off: changes are found by asking (`FOLLOW_INTERVAL`).",
  }),
};

/** How edits in Stash reach Plex. */
export const plexSettings = { ...plexConnection, ...plexContent, ...plexWork };
