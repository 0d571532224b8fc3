/**
 * Swallows the echo of a signal. On Ctrl-C the terminal signals every process of the group, and npx
 * and pnpm each hand the same signal on once more; the program would take the second one for an
 * impatient user. A repeat later than `echoMs` is a real one and passes.
 */
export function swallowSignalEchoes(emitter, { now = () => Date.now(), echoMs = 1_000 } = {}) {
  const emit = emitter.emit;
  let last = -Infinity;
  emitter.emit = function emitOnce(name, ...args) {
    if (name === "SIGINT" || name === "SIGTERM") {
      const time = now();
      if (time - last < echoMs) return true;
      last = time;
    }
    return emit.call(this, name, ...args);
  };
}
