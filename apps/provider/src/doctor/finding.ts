/** One result of a check. */
export interface Finding {
  /** Stable, for scripts and for the troubleshooting page. */
  readonly id: string;
  readonly severity: "ok" | "warning" | "error";
  /** What was found, in a sentence. */
  readonly message: string;
  /** What to do, or null when there is nothing to do. */
  readonly remedy: string | null;
}

export const ok = (id: string, message: string): Finding => ({
  id,
  severity: "ok",
  message,
  remedy: null,
});

export const warning = (id: string, message: string, remedy: string): Finding => ({
  id,
  severity: "warning",
  message,
  remedy,
});

export const failure = (id: string, message: string, remedy: string): Finding => ({
  id,
  severity: "error",
  message,
  remedy,
});
