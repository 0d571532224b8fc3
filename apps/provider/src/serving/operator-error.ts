/** As `sysexits.h` names it EX_CONFIG: settings have to be corrected first. */
export const EXIT_SETTINGS = 78;
export const EXIT_FAILED = 1;

/** Something that the operator has to put right: printed as its sentence, never with a stack. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT_FAILED, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
  }
}
