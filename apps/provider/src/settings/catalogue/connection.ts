import { httpAddress, redisAddress, timeZone } from "../address-kinds.ts";
import { optionalSetting, setting } from "../setting.ts";
import { flag, pattern, text, whole } from "../value-kinds.ts";

/** Where Stash is. */
export const stashSettings = {
  stashUrl: optionalSetting({
    group: "stash",
    schema: httpAddress("http://stash:9999"),
    defaultText: "none: has to be set",
    form: "address",
    about:
      "Address of Stash as this program reaches it; a path behind it is kept. In a container `localhost` is the container itself: use the name or the network address of the machine.",
  }),
  stashApiKey: optionalSetting({
    group: "stash",
    schema: text("the API key as Stash shows it"),
    form: "text",
    about:
      "API key from Stash under Settings, Security. Needed as soon as Stash asks for a password. It is sent in a header only.",
    secret: true,
  }),
  stashTlsVerify: setting({
    group: "stash",
    schema: flag(),
    default: true,
    form: "`on` or `off`",
    about:
      "Whether the certificate of an `https` Stash must be valid. Off only for a certificate of your own.",
  }),
};

/** Where Plex finds us, and where the data lie. */
export const serverSettings = {
  port: setting({
    group: "server",
    schema: whole(1, 65_535),
    default: 9998,
    form: "1 to 65535",
    about: "Port for Plex and for people. (Stash has 9999.)",
  }),
  host: optionalSetting({
    group: "server",
    schema: pattern(/^[A-Za-z0-9.:%-]+$/, "an address or a host name of this machine"),
    defaultText: "all addresses",
    form: "address",
    about: "Address of this machine to listen on, such as `127.0.0.1`.",
  }),
  dataDir: optionalSetting({
    group: "server",
    schema: text("a folder"),
    defaultText:
      "`/config` in the container image; else `stash2plex` in the platform's data folder (`~/.local/share`, `~/Library/Application Support`, `%LOCALAPPDATA%`)",
    form: "folder",
    about:
      "Folder for the database, the picture cache and `stash2plex.yaml`. It must be writable, and on a local disk.",
    environmentOnly: true,
  }),
  publicUrl: optionalSetting({
    group: "server",
    schema: httpAddress("https://plex-data.example.org"),
    defaultText: "the address by which Plex called",
    form: "address",
    about:
      "Address under which others reach this program, when that is not the one Plex was given: behind a reverse proxy, for example. Picture addresses begin with it.",
  }),
  cacheUrl: optionalSetting({
    group: "server",
    schema: redisAddress(),
    defaultText: "memory",
    form: "`redis://` address",
    about:
      "Redis for what may be forgotten (small pictures, look-ups that found nothing). Losing it loses nothing.",
    secret: true,
  }),
  cacheMb: setting({
    group: "server",
    schema: whole(1, 65_536),
    default: 64,
    form: "megabytes",
    about: "Memory for what may be forgotten, when there is no `CACHE_URL`.",
  }),
  tz: optionalSetting({
    group: "server",
    schema: timeZone(),
    defaultText: "the machine's",
    form: "time zone",
    about: "Time zone of logs and of `FULL_PASS_AT`, such as `Europe/Berlin`.",
  }),
};

const pathSafe = (least: number): ReturnType<typeof pattern> =>
  pattern(
    new RegExp(`^[A-Za-z0-9_-]{${least},128}$`),
    `${least} to 128 letters, digits, - or _ (nothing else fits into an address)`,
  );

/** Who may ask. */
export const securitySettings = {
  providerSecret: optionalSetting({
    group: "security",
    schema: pathSafe(8),
    form: "8 to 128 letters, digits, `-`, `_`",
    about:
      "A secret part of the address that Plex is given: `http://host:9998/<secret>`. Without it Plex's routes answer 404. Plex cannot log in to a provider, so this is the only lock for those routes. `stash2plex url` prints the whole address.",
    secret: true,
  }),
  imageSecret: optionalSetting({
    group: "security",
    schema: pattern(/^.{8,256}$/, "8 to 256 characters"),
    defaultText:
      "derived from `PROVIDER_SECRET` when that is set, else picture addresses are not signed",
    form: "8 to 256 characters",
    about:
      "Signs picture addresses, so that nobody can guess them. The secret itself stands in no address. Changing it changes all picture addresses.",
    secret: true,
  }),
  apiToken: optionalSetting({
    group: "security",
    schema: pattern(/^[\x21-\x7e]{8,256}$/, "8 to 256 visible ASCII characters without blanks"),
    form: "8 to 256 characters",
    about:
      "Without it `/api` and the actions of `/ui` are open to everybody who reaches the port. When set, all of `/api` and every action of the page want it (`Authorization: Bearer <token>` or `ApiKey: <token>`), and the page shows file names and the secret address only after signing in with it.",
    secret: true,
  }),
  providerIdSuffix: optionalSetting({
    group: "security",
    schema: pattern(/^[A-Za-z0-9]{1,32}$/, "1 to 32 ASCII letters and digits"),
    defaultText: "none",
    form: "1 to 32 letters and digits",
    about:
      "Makes this provider another one for Plex, so that two Stashes can serve one Plex server. Changing it later orphans what Plex has matched.",
  }),
  providerTitle: setting({
    group: "security",
    schema: pattern(/^.{1,80}$/, "1 to 80 characters"),
    default: "Stash2Plex",
    form: "text",
    about: "Name of the provider in Plex's settings.",
  }),
};
