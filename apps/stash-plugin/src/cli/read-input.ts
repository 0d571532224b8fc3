import { readSync } from "node:fs";

const CHUNK = 65_536;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/**
 * Reads a descriptor to its end, without waiting for streams to load. The text may be several MB: an edit carries its
 * cover (docs/reference/stash.md, 4.3).
 */
export function readInput(descriptor: number): string {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    try {
      const length = readSync(descriptor, chunk, 0, CHUNK, null);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
    } catch (error) {
      // Windows tells the end of a pipe by an error; a pipe may be set not to wait.
      if (codeOf(error) === "EOF") break;
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return Buffer.concat(chunks).toString("utf8");
}
