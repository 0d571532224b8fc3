/** What tasks and operations of the plugin can ask for: the value of the argument `do`. */
export const pluginCommands = [
  "status",
  "test-connection",
  "health-check",
  "gaps",
  "sync-all",
  "sync-recent",
  "sync-scene",
  "explain-scene",
  "process-queue",
  "queue-status",
  "clear-queue",
  "dead-letters",
  "retry-dead-letters",
  "clear-dead-letters",
  "purge-dead-letters",
  "reconcile-all",
  "reconcile-recent",
  "reconcile-week",
  "reconcile-missing",
] as const;
export type PluginCommand = (typeof pluginCommands)[number];

/** Which scenes a comparing command takes; a command that is not here compares none. */
export const comparedBy: ReadonlyMap<PluginCommand, "all" | "recent" | "week" | "missing"> =
  new Map([
    ["sync-all", "all"],
    ["sync-recent", "recent"],
    ["reconcile-all", "all"],
    ["reconcile-recent", "recent"],
    ["reconcile-week", "week"],
    ["reconcile-missing", "missing"],
  ]);
