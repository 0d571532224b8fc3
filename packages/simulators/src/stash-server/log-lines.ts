import type { WebSocket } from "ws";

export type LogLevel = "Trace" | "Debug" | "Info" | "Progress" | "Warning" | "Error";

export interface LogLine {
  readonly message: string;
  /** @default "Trace" */
  readonly level?: LogLevel;
  /** RFC 3339 text. @default now */
  readonly time?: string;
}

/** What Stash's log tells those who listen (docs/reference/stash.md, 4.14). */
export interface LogLines {
  /** While true, lines are lost as if nobody listened. */
  losing: boolean;
  /** Sends lines as one batch. Resolves when every listener has them, with how many heard it. */
  say(...lines: readonly (string | LogLine)[]): Promise<number>;
  /** Sends so many lines of others, statements of the database for the most part. @param batch lines a message */
  flood(lines: number, batch?: number): Promise<void>;
}

export interface LogListener {
  /** Of the subscription. */
  readonly id: string;
  readonly socket: WebSocket;
}

const FOREIGN =
  "SQL: SELECT scenes.id, scenes.title FROM scenes LEFT JOIN scenes_files ON scenes.id = scenes_files.scene_id WHERE scenes.id IN (?) ";

export function createLogLines(listeners: () => readonly LogListener[]): LogLines {
  const lines: LogLines = {
    losing: false,
    async say(...given) {
      const heard = lines.losing ? [] : listeners();
      const loggingSubscribe = given.map((line) => {
        const {
          message,
          level = "Trace",
          time,
        } = typeof line === "string" ? { message: line } : line;
        return { time: time ?? new Date().toISOString(), level, message };
      });
      await Promise.all(
        heard.map(
          ({ id, socket }) =>
            new Promise<void>((resolve) => {
              const message = { id, type: "next", payload: { data: { loggingSubscribe } } };
              // A listener that is gone counts as told.
              socket.send(JSON.stringify(message), () => resolve());
            }),
        ),
      );
      return heard.length;
    },
    async flood(count, batch = 1_000) {
      for (let told = 0; told < count; told += batch) {
        const size = Math.min(batch, count - told);
        await lines.say(
          ...Array.from({ length: size }, (_, index) => ({
            message: `${FOREIGN}[${told + index}]`,
          })),
        );
      }
    },
  };
  return lines;
}
