import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import { PlexTvError, type PlexTvPin, type PlexTvPins } from "@stash2plex/shared/plex-tv";

/** How far a login by plex.tv is. */
export type PlexLoginState =
  | { readonly state: "asking" }
  /** Somebody has to agree at the address; the sentence says what went wrong with the last look. */
  | { readonly state: "waiting"; readonly authUrl: string; readonly sentence: string | null }
  | { readonly state: "agreed"; readonly token: string }
  | { readonly state: "failed"; readonly sentence: string };

/** One login by a PIN of plex.tv. */
export interface PlexLogin {
  state(): PlexLoginState;
  /** Asks plex.tv whether somebody agreed, unless that was asked a moment ago. Never rejects. */
  look(): Promise<void>;
  /** Resolves when plex.tv has given the PIN, or refused. */
  readonly begun: Promise<void>;
  cancel(): void;
}

const EXPIRED = "The login to Plex was not agreed to in time. Begin it again.";
/** Pages that load themselves again must not make us ask plex.tv too often. */
const LOOK_AGAIN_MS = 2_000;
const FURTHER_MS = 30 * 60_000;

/** Begins a login at once. */
export function startPlexLogin(connect: () => PlexTvPins, clock: Clock): PlexLogin {
  const stop = new AbortController();
  const { signal } = stop;
  const endsAt = clock.now() + FURTHER_MS;
  let pins: PlexTvPins | null = null;
  let pin: PlexTvPin | null = null;
  let current: PlexLoginState = { state: "asking" };
  let looking: Promise<void> | null = null;
  let lookedAt = 0;

  const take = (next: PlexTvPin): void => {
    pin = next;
    current =
      next.token === null
        ? { state: "waiting", authUrl: next.authUrl, sentence: null }
        : { state: "agreed", token: next.token };
  };
  const failed = (error: unknown): void => {
    const isOver = error instanceof PlexTvError && error.code === "expired";
    current =
      pin === null || isOver
        ? { state: "failed", sentence: isOver ? EXPIRED : errorMessage(error) }
        : { state: "waiting", authUrl: pin.authUrl, sentence: errorMessage(error) };
  };
  const begin = async (): Promise<PlexTvPin> => {
    pins = connect();
    return pins.create({ signal });
  };
  const ask = async (id: number): Promise<void> => {
    lookedAt = clock.now();
    await pins?.read(id, { signal }).then(take, failed);
    looking = null;
  };
  return {
    state: () => current,
    begun: begin().then(take, failed),
    look: async () => {
      if (pin === null || current.state !== "waiting") return;
      if (clock.now() > Math.min(pin.expiresAt ?? endsAt, endsAt)) {
        current = { state: "failed", sentence: EXPIRED };
        return;
      }
      if (clock.now() - lookedAt >= LOOK_AGAIN_MS) looking ??= ask(pin.id);
      await looking;
    },
    cancel: () => stop.abort(),
  };
}
