/** One result of a check. */
export interface Finding {
  /** Stable, for scripts and for the troubleshooting page. */
  readonly id: string;
  /** `unchecked`: it could not be looked at; nothing is said about it. */
  readonly severity: "ok" | "warning" | "error" | "unchecked";
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

/** @param why a sentence that says what is not known, and why */
export const unchecked = (id: string, why: string): Finding => ({
  id,
  severity: "unchecked",
  message: why,
  remedy: null,
});
