export type MirrorErrorCode =
  /** The identity guard holds the mirror: nothing from Stash is believed before somebody decides. */
  | "mirror-frozen"
  /** The mirror was stopped, or its worker thread ended. */
  | "mirror-stopped";

/** Why the mirror itself, not Stash, could not do what was asked. The message is a sentence. */
export class MirrorError extends Error {
  override readonly name = "MirrorError";
  readonly code: MirrorErrorCode;

  constructor(code: MirrorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
