import type { PluginCommand } from "@stash2plex/shared/events/plugin-commands";

export interface TaskEntry {
  readonly name: string;
  readonly description: string;
  readonly do: PluginCommand;
  readonly args?: Readonly<Record<string, string>>;
}

/** The buttons under Settings > Tasks. Names of the v1 plugin stay, so that stored schedules keep working. */
const working: readonly TaskEntry[] = [
  {
    name: "Sync All Scenes to Plex",
    description: "Compares every scene with Plex and queues what differs.",
    do: "sync-all",
  },
  {
    name: "Sync Recent Scenes to Plex",
    description: "The same for scenes that changed within 24 hours.",
    do: "sync-recent",
  },
  {
    name: "Process Queue",
    description: "Works on everything in the queue that is due.",
    do: "process-queue",
  },
  {
    name: "View Queue Status",
    description: "Shows what waits, what failed, and whether Plex can be reached.",
    do: "queue-status",
  },
  {
    name: "Clear Pending Queue",
    description: "Takes away all that waits. What differs is found again by a reconcile task.",
    do: "clear-queue",
  },
  {
    name: "List Dead Letters",
    description: "Lists what could not be done, with reasons.",
    do: "dead-letters",
  },
  {
    name: "Retry Dead Letters",
    description: "Puts everything that could not be done back into the queue.",
    do: "retry-dead-letters",
  },
  {
    name: "Clear Dead Letter Queue",
    description: "Forgets everything that could not be done.",
    do: "clear-dead-letters",
  },
  {
    name: "Purge Old DLQ Entries",
    description: "Forgets what could not be done more than 30 days ago.",
    do: "purge-dead-letters",
    args: { days: "30" },
  },
  {
    name: "Health Check",
    description: "Tries every connection, and says what is wrong.",
    do: "health-check",
  },
];

const reconciling: readonly TaskEntry[] = [
  {
    name: "Reconcile Library (All)",
    description: "Compares every scene with Plex and repairs what differs.",
    do: "reconcile-all",
  },
  {
    name: "Reconcile Library (Recent)",
    description: "The same for scenes that changed within 24 hours.",
    do: "reconcile-recent",
  },
  {
    name: "Reconcile Library (Last 7 Days)",
    description: "The same for scenes that changed within 7 days.",
    do: "reconcile-week",
  },
  {
    name: "Reconcile Missing Metadata Only",
    description: "Only scenes of which Plex lacks something.",
    do: "reconcile-missing",
  },
];

const tried = ({ name, do: command }: TaskEntry): TaskEntry => ({
  name: `Dry Run: ${name}`,
  description: "Shows what the task of this name would do, and does nothing.",
  do: command,
  args: { dry: "true" },
});

const dry: readonly TaskEntry[] = [...working.slice(0, 2), ...reconciling].map(tried);

export const tasks: readonly TaskEntry[] = [...working, ...reconciling, ...dry];
