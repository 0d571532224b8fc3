import type { Clock, Timer } from "../clock.ts";

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/** What a socket tells of its life. */
export interface SocketLife {
  readonly onOpen: () => void;
  /** Called once, whatever ended the socket. */
  readonly onEnd: (reason: string) => void;
}

export interface KeptSocketOptions {
  /** Whose socket it is, for sentences. */
  readonly server: "Stash" | "Plex";
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after the server was away. */
  readonly random: () => number;
  /** Opens one socket. Returns what ends it silently. */
  readonly dial: (life: SocketLife) => () => void;
  /** The socket is open (again): whatever happened before may have been missed. */
  readonly onConnected: () => void;
  /** Told once, not for each attempt. */
  readonly onDisconnected: (reason: string) => void;
}

export interface KeptSocket {
  /** Hangs up until `resume`. */
  pause(): void;
  /** Dials at once when paused. */
  resume(): void;
  close(): void;
}

/**
 * Keeps a web socket open until it is closed: opens it again after 1 s, then 2 s and so on up to a minute, each between
 * half and the whole of that time.
 */
export function keepSocket(options: KeptSocketOptions): KeptSocket {
  const { clock, random } = options;
  let state: "on" | "paused" | "closed" = "on";
  let told = false;
  let delayMs = firstDelayMs;
  let timer: Timer | null = null;
  let hangUp = (): void => undefined;

  const onOpen = (): void => {
    told = false;
    delayMs = firstDelayMs;
    options.onConnected();
  };
  const onEnd = (reason: string): void => {
    if (state !== "on") return;
    timer = clock.setTimeout(dial, delayMs * (0.5 + random() / 2));
    delayMs = Math.min(delayMs * 2, longestDelayMs);
    if (told) return;
    told = true;
    options.onDisconnected(`The web socket to ${options.server} is gone: ${reason}.`);
  };
  const dial = (): void => {
    hangUp = options.dial({ onOpen, onEnd });
  };
  const stop = (next: "paused" | "closed"): void => {
    if (state === "closed") return;
    state = next;
    timer?.cancel();
    hangUp();
  };

  dial();
  return {
    pause: () => stop("paused"),
    resume: () => {
      if (state !== "paused") return;
      state = "on";
      dial();
    },
    close: () => stop("closed"),
  };
}
