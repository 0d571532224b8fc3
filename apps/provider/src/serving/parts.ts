import { createHash } from "node:crypto";

import {
  createMatchService,
  decide,
  explain,
  type MatchSettings,
} from "@stash2plex/engine/matching";
import { linkSync, type SyncLink } from "@stash2plex/engine/engine";
import { createPlexMirrorReader, plexFactsOf } from "@stash2plex/engine/plex-mirror";
import type { StashMirror, StashMirrorThread } from "@stash2plex/engine/stash-mirror";
import type { Store } from "@stash2plex/engine/store";

import { type AdminDeps, createAdminRoutes } from "../admin/admin-routes.ts";
import { createJobBoard, jobsOfPlex, jobsOfStash } from "../admin/job-board.ts";
import { createMetrics, type Metrics } from "../admin/metrics.ts";
import { createRequestJournal, type RequestJournal } from "../admin/request-journal.ts";
import type { StatusSource } from "../admin/status-report.ts";
import { createSyncSteering, type SyncSteering } from "../admin/sync-steering.ts";
import { createFailureLimit, type FailureLimit } from "../admin/token.ts";
import type { AppDeps } from "../app.ts";
import { createPictureLibrary } from "../artwork/picture-library.ts";
import { addressedPicture } from "../artwork/picture-version.ts";
import { type ByteCache, createByteCache } from "../cache/byte-cache.ts";
import { createRequestIds } from "../logging/request-id.ts";
import { rememberMatches } from "../decision-cache.ts";
import { createMatcher } from "../matcher.ts";
import { createRulebook, type Rulebook } from "../path-rules/rulebook.ts";
import { testPath } from "../path-rules/test-path.ts";
import { pictureKeyOf } from "../picture-url.ts";
import type { PlexRouterDeps } from "../plex-routes/plex-router.ts";
import type { Matcher, SceneReader } from "../plex-routes/ports.ts";
import { createRenderedItems } from "../plex-routes/rendered-items.ts";
import type { RegistrationUrl } from "../registration-urls.ts";
import { rememberEmptyLookUps } from "../remembered-look-ups.ts";
import { createSceneReader } from "../scene-reader.ts";
import type { ServeDeps } from "../serve.ts";
import { connectionOf } from "../stash-connection.ts";
import { matchSettingsOf } from "../settings/match-settings-of.ts";
import type { Settings } from "../settings/settings.ts";
import { syncOffReason } from "../settings/sync-policy-of.ts";
import { accessProblem } from "./data-folder.ts";
import { createLiveSettings, type LiveSettings } from "./live-settings.ts";
import { createPictures } from "./pictures.ts";
import { syncSettingsOf } from "./sync-thread.ts";
import { tellPlex } from "./tell-plex.ts";

export interface PartsInput {
  readonly settings: Settings;
  readonly serve: ServeDeps;
  readonly mirror: StashMirrorThread;
  readonly store: Store;
  readonly registrationUrls: () => readonly RegistrationUrl[];
}

export interface Parts {
  readonly app: AppDeps;
  /** Takes over a changed settings file. */
  readonly reload: () => void;
  /** Ends what keeps the server from stopping. */
  readonly hangUp: () => void;
  close(): Promise<void>;
}

/** The address of Stash in a form that shows nothing of it: it may hold a password. */
const originOf = (address: string): string =>
  createHash("sha256").update(address).digest("hex").slice(0, 12);

/** What may be forgotten, and what tells this Stash from others in it. */
interface Memory {
  readonly cache: ByteCache;
  readonly origin: string;
}

/** What several of the parts below need. */
interface Common extends PartsInput {
  readonly live: LiveSettings;
  readonly rulebook: Rulebook;
  readonly journal: RequestJournal;
  readonly metrics: Metrics;
  readonly matcher: Matcher;
  readonly scenes: SceneReader;
  readonly failureLimit: FailureLimit;
  readonly steering: SyncSteering;
  /** Null while nothing can be brought to Plex. */
  readonly sync: SyncLink | null;
}

function plexDeps(common: Common): PlexRouterDeps {
  const { settings, serve, live, journal, metrics, matcher, scenes } = common;
  return {
    title: settings.providerTitle,
    version: serve.version,
    providerSecret: settings.providerSecret,
    publicUrl: settings.publicUrl,
    logger: serve.logger,
    nextRequestId: createRequestIds(),
    elapsed: () => performance.now(),
    onAnswered: (answered) => {
      journal.record(answered);
      metrics.observe(answered);
    },
    settings: () => live.routes(),
    matcher,
    scenes,
    items: createRenderedItems({
      settings: () => live.routes(),
      version: () => scenes.version(),
      pictureKey: pictureKeyOf(settings),
      addressed: (picture) => addressedPicture(picture, settings.posterMode),
      served: common.sync?.served,
    }),
  };
}

function statusSource({
  settings,
  serve,
  mirror,
  store,
  live,
  rulebook,
  journal,
}: Common): StatusSource {
  return {
    version: serve.version,
    startedAt: serve.clock.now(),
    stashUrl: settings.stashUrl ?? "",
    mirrorStatus: () => mirror.status(),
    pathRules: () => rulebook.reports(),
    storeProblem: () => accessProblem(settings.dataDir),
    notices: () => [...store.notices, ...live.notices()],
    lastPlexRequest: () => journal.lastAt(),
  };
}

function adminDeps(common: Common, source: StatusSource): AdminDeps {
  const { settings, serve, mirror, rulebook, journal, metrics, matcher } = common;
  const { failureLimit, steering, sync } = common;
  const { clock, logger, inContainer } = serve;
  return {
    source,
    metrics,
    journal,
    matcher,
    jobs: createJobBoard({
      jobs: [...jobsOfStash(mirror), ...(sync === null ? [] : jobsOfPlex(sync.service))],
      clock,
      logger,
    }),
    failureLimit,
    steering,
    apiToken: settings.apiToken,
    publicUrl: settings.publicUrl,
    providerSecret: settings.providerSecret,
    inContainer,
    registrationUrls: common.registrationUrls,
    testPath: (plex) => testPath(plex, rulebook.rules(), mirror.reader),
    acceptNewLibrary: () => mirror.acceptNewLibrary(),
    now: () => clock.now(),
  };
}

function steer(
  { settings, serve, mirror }: PartsInput,
  failureLimit: FailureLimit,
  sync: SyncLink | null,
): SyncSteering {
  const { apiToken, publicUrl } = settings;
  return createSyncSteering({
    ...serve,
    apiToken,
    publicUrl,
    failureLimit,
    access: {
      service: () => sync?.service ?? null,
      offReason: () => syncOffReason(settings) ?? "Nothing is brought to Plex by this program.",
    },
    mirrorStatus: () => mirror.status(),
    gapCounts: null,
  });
}

/** The ladder over the mirror, with a memory for what was matched before. */
function createMatching(
  { serve: { clock, logger }, mirror, store, settings: startSettings }: PartsInput,
  scenes: SceneReader,
  live: LiveSettings,
  rulebook: Rulebook,
  { cache, origin }: Memory,
): Matcher {
  const rules = (): ReturnType<Rulebook["rules"]> => rulebook.rules();
  const settings = (): MatchSettings => matchSettingsOf(live.current());
  const lookUp = mirror.lookUpBaseName.bind(mirror);
  const service = createMatchService({
    mirror: {
      reader: mirror.reader,
      status: () => mirror.status(),
      follow: (signal) => mirror.follow(signal),
      lookUpBaseName: rememberEmptyLookUps(lookUp, cache, origin),
    },
    rules,
    settings,
    clock,
    logger,
    // Without a copy of Plex nothing is known of its files.
    ...(syncOffReason(startSettings) === null && {
      plexFacts: plexFactsOf(createPlexMirrorReader(store.openReader())),
    }),
  });
  const { index } = mirror.reader;
  return rememberMatches(
    createMatcher(service),
    (request) =>
      explain(decide(request, { index, rules: rules(), settings: settings() })).split("\n"),
    () => ({ version: scenes.version(), settings: live.current(), rules: rules() }),
  );
}

/** Rules are proved on real paths, so they are looked at again once there are more of them. */
function proveWhenCopied(mirror: StashMirror, rulebook: Rulebook): () => void {
  let phase = mirror.status().phase;
  return mirror.onStatus((status) => {
    if (status.phase === "ready" && phase !== "ready") rulebook.prove();
    phase = status.phase;
  });
}

/** Makes every part of the running provider, and ties them together. */
export function createParts(input: PartsInput): Parts {
  const { settings, serve, mirror } = input;
  const { logger, clock } = serve;
  const rulebook = createRulebook({ input: settings.pathRules, reader: mirror.reader, logger });
  const live = createLiveSettings({
    initial: settings,
    load: serve.reload ?? (() => ({ settings, faults: [] })),
    logger,
    onChange: (changed) => {
      rulebook.replace(changed.pathRules);
      sync?.use(syncSettingsOf(changed));
    },
  });
  const scenes = createSceneReader(mirror, clock, settings.followInterval);
  const { cacheUrl, cacheMb } = settings;
  const memory: Memory = {
    cache: createByteCache({ url: cacheUrl, megabytes: cacheMb, clock, logger }),
    origin: originOf(connectionOf(settings).url),
  };
  const mirrorStatus = (): ReturnType<StashMirror["status"]> => mirror.status();
  const failureLimit = createFailureLimit(() => clock.now());
  const library = createPictureLibrary(mirror);
  const pictures = createPictures({ settings, library, logger, clock, ...memory });
  const sync =
    syncOffReason(settings) === null ? linkSync(mirror.tenant, pictures.bytes, clock) : null;
  const steering = steer(input, failureLimit, sync);
  const common: Common = {
    ...input,
    live,
    rulebook,
    journal: createRequestJournal({ logger, clock }),
    metrics: createMetrics({ version: serve.version, mirrorStatus, now: () => clock.now() }),
    scenes,
    matcher: createMatching(input, scenes, live, rulebook, memory),
    failureLimit,
    steering,
    sync,
  };
  const stopTelling = sync === null ? null : tellPlex(sync, logger, settings.plexUrl ?? "");
  const forget = proveWhenCopied(mirror, rulebook);
  return {
    app: {
      plex: plexDeps(common),
      admin: createAdminRoutes(adminDeps(common, statusSource(common))),
      pictures: pictures.routes,
    },
    reload: () => live.reload(),
    hangUp: () => steering.close(),
    close: async () => {
      forget();
      stopTelling?.();
      sync?.close();
      await pictures.close();
      memory.cache.close();
    },
  };
}
