/**
 * Runs a task for each entry, in order of the list, at most `limit` at once. The first error rejects, and no further
 * entry is begun.
 */
export async function runAll<T>(
  entries: readonly T[],
  limit: number,
  task: (entry: T) => Promise<void>,
): Promise<void> {
  const queue = entries.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const entry of queue) {
      if (failed) return;
      try {
        await task(entry);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker));
}
