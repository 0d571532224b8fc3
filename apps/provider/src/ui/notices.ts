/** A sentence that the next page shows: what became of an action. */
export interface Notice {
  readonly tone: "good" | "bad";
  readonly sentence: string;
}

const KEPT = 200;
const KEPT_MS = 60_000;

/** Sentences on their way to the page behind a redirect. Each is shown once, to whoever has its id. */
export interface Notices {
  /** Answers its id. */
  leave(notice: Notice): string;
  take(id: string): Notice | null;
}

export function createNotices(deps: {
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}): Notices {
  const left = new Map<string, { readonly notice: Notice; readonly at: number }>();
  return {
    leave: (notice) => {
      const id = Buffer.from(deps.randomBytes(12)).toString("base64url");
      left.set(id, { notice, at: deps.now() });
      for (const oldest of [...left.keys()].slice(0, -KEPT)) left.delete(oldest);
      return id;
    },
    take: (id) => {
      const found = left.get(id);
      left.delete(id);
      return found !== undefined && deps.now() - found.at < KEPT_MS ? found.notice : null;
    },
  };
}
