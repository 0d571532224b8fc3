import { randomUUID } from "node:crypto";

import type { PmsReadings } from "./options.ts";
import type { ServerItem } from "./server-item.ts";

/** A running job as `/activities` lists it. */
export interface Activity {
  readonly uuid: string;
  readonly type: string;
  readonly title: string;
  readonly subtitle: string;
  readonly progress: number;
  readonly cancellable: boolean;
  readonly userID: number;
  readonly Context: Readonly<Record<string, string>>;
}

export interface RunningActivity {
  progress(percent: number): void;
  end(): void;
}

/** States of a timeline entry (docs/reference/plex-contract.md, 11.7). */
export const timelineStates = {
  created: 0,
  progress: 1,
  matching: 2,
  downloading: 3,
  processing: 4,
  processed: 5,
  deleted: 9,
} as const;

/** What the server tells its listeners. */
export interface Notices {
  timeline(item: ServerItem, state: keyof typeof timelineStates, extra?: object): void;
  activity(type: string, title: string, context: Readonly<Record<string, string>>): RunningActivity;
  activities(): readonly Activity[];
  /** Messages that are of no use to us: progress, playing, reachability, unknown types. */
  noise(times: number): void;
  /** Sends this NotificationContainer, or this text, as it is. */
  send(message: object | string): void;
  /** @returns a function that ends it */
  listen(listener: (text: string) => void): () => void;
}

const noises = [
  { type: "progress", size: 1, ProgressNotification: [{ message: "Analyzing" }] },
  {
    type: "playing",
    size: 1,
    PlaySessionStateNotification: [
      {
        sessionKey: "4",
        ratingKey: "77",
        key: "/library/metadata/77",
        viewOffset: 9,
        state: "playing",
      },
    ],
  },
  { type: "reachability", size: 1, ReachabilityNotification: [{ reachability: true }] },
  { type: "update.statechange", size: 1, AutoUpdateNotification: [{ state: "idle" }] },
  { type: "backgroundProcessingQueue", size: 1, BackgroundProcessingQueueEventNotification: [{}] },
  {
    type: "status",
    size: 1,
    StatusNotification: [{ title: "Scan", notificationName: "LIBRARY_UPDATE" }],
  },
  { type: "unheard.of", size: 0 },
];

export function createNotices(readings: Pick<PmsReadings, "eventIds">, now: () => number): Notices {
  const listeners = new Set<(text: string) => void>();
  const running = new Map<string, Activity>();
  const idOf = (id: string): string | number => (readings.eventIds === "text" ? id : Number(id));
  const send = (message: object | string): void => {
    const text =
      typeof message === "string" ? message : JSON.stringify({ NotificationContainer: message });
    for (const listener of listeners) listener(text);
  };
  const tell = (event: string, activity: Activity): void =>
    send({
      type: "activity",
      size: 1,
      ActivityNotification: [{ event, uuid: activity.uuid, Activity: activity }],
    });

  return {
    send,
    timeline(item, state, extra = {}) {
      const entry = {
        identifier: "com.plexapp.plugins.library",
        sectionID: idOf(item.sectionKey),
        itemID: idOf(String(item.id)),
        // A deletion has the type -1 (fact 37).
        type: state === "deleted" ? -1 : 1,
        title: item.fields.title,
        state: timelineStates[state],
        updatedAt: now(),
        ...extra,
      };
      send({ type: "timeline", size: 1, TimelineEntry: [entry] });
    },
    activity(type, title, context) {
      const uuid = randomUUID();
      const at = (progress: number): Activity => ({
        uuid,
        type,
        title,
        subtitle: "",
        progress,
        cancellable: false,
        userID: 1,
        Context: context,
      });
      running.set(uuid, at(0));
      tell("started", at(0));
      return {
        progress(percent) {
          running.set(uuid, at(percent));
          tell("updated", at(percent));
        },
        end() {
          running.delete(uuid);
          tell("ended", at(100));
        },
      };
    },
    activities: () => [...running.values()],
    noise(times) {
      for (let index = 0; index < times; index += 1) send(noises[index % noises.length] ?? "");
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
