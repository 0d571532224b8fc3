import type { StashApi } from "./api.ts";
import type { StashSession } from "./stash-session.ts";
import { untilAborted } from "./until-aborted.ts";

const share = (progress: number | null): number | null =>
  progress === null || progress < 0 ? null : Math.min(progress, 1);

const settingsOf = (stored: unknown): Readonly<Record<string, unknown>> =>
  typeof stored === "object" && stored !== null && !Array.isArray(stored)
    ? (stored as Readonly<Record<string, unknown>>)
    : {};

/** Questions about the server rather than its library. */
export function createServerQuestions({
  ask,
  version,
}: StashSession): Pick<
  StashApi,
  "version" | "counts" | "libraryFolders" | "pluginSettings" | "jobs"
> {
  return {
    version: ({ signal } = {}) => untilAborted(version.refresh(), signal),
    counts: async ({ signal } = {}) => {
      const counts = await ask((documents) => documents.counts, {}, signal);
      return {
        scenes: counts.scenes.count,
        performers: counts.performers.count,
        tags: counts.tags.count,
        studios: counts.studios.count,
        groups: counts.groups.count,
      };
    },
    libraryFolders: async ({ signal } = {}) => {
      const answer = await ask((documents) => documents.libraryFolders, {}, signal);
      // A folder of pictures alone holds no scene.
      const folders = answer.configuration.general.stashes.filter((folder) => !folder.excludeVideo);
      return folders.map(({ path }) => path);
    },
    pluginSettings: async (pluginId, { signal } = {}) => {
      const variables = { ids: [pluginId] };
      const answer = await ask((documents) => documents.pluginSettings, variables, signal);
      return settingsOf(answer.configuration.plugins[pluginId]);
    },
    jobs: async ({ signal } = {}) => {
      const { jobQueue } = await ask((documents) => documents.jobs, {}, signal);
      return (jobQueue ?? []).map(({ id, status, description, progress }) => ({
        id,
        status,
        description,
        progress: share(progress),
      }));
    },
  };
}
