import { parse, type DocumentNode } from "graphql";

import { capabilitiesOf, type StashCapabilities } from "./capabilities.ts";
import { existingScenesQuery } from "./existing-scenes.ts";
import * as operations from "./generated/operations.ts";
import type { StashVersion } from "./version.ts";

/** Documents that every supported version understands. */
const everywhere = {
  version: operations.ServerVersionDocument,
  status: operations.ServerStatusDocument,
  probe: operations.SchemaProbeDocument,
  libraryFolders: operations.LibraryFoldersDocument,
  pluginSettings: operations.PluginSettingsDocument,
  jobs: operations.JobsDocument,
  sceneStamps: operations.SceneStampsDocument,
  scenePaths: operations.ScenePathsDocument,
  sceneCandidates: operations.SceneCandidatesDocument,
  sceneByOshash: operations.SceneByOshashDocument,
  performers: operations.PerformersDocument,
  performerStamps: operations.PerformerStampsDocument,
  tags: operations.TagsDocument,
  tagStamps: operations.TagStampsDocument,
  studios: operations.StudiosDocument,
  studioStamps: operations.StudioStampsDocument,
  scanComplete: operations.ScanCompleteDocument,
  jobChanges: operations.JobChangesDocument,
  logLines: operations.LogLinesDocument,
  packageSources: operations.PackageSourcesDocument,
  usePackageSources: operations.UsePackageSourcesDocument,
  pluginPackages: operations.PluginPackagesDocument,
  installedPlugins: operations.InstalledPluginsDocument,
  installPlugin: operations.InstallPluginDocument,
  updatePlugin: operations.UpdatePluginDocument,
  configurePlugin: operations.ConfigurePluginDocument,
};

const withGroups = {
  counts: operations.CountsWithGroupsDocument,
  scenes: operations.ScenesWithGroupsDocument,
  scenesByIds: operations.ScenesByIdsWithGroupsDocument,
  groups: operations.GroupsDocument,
  groupStamps: operations.GroupStampsDocument,
};

/** The same answers from a Stash that calls groups movies: its fields are renamed by aliases. */
const withMovies: typeof withGroups = {
  counts: operations.CountsWithMoviesDocument,
  scenes: operations.ScenesWithMoviesDocument,
  scenesByIds: operations.ScenesByIdsWithMoviesDocument,
  groups: operations.MoviesDocument,
  groupStamps: operations.MovieStampsDocument,
};

const fileLookUps = {
  fileByPath: operations.FileByPathDocument,
  filesByBaseName: operations.FilesByBaseNameDocument,
};

/** The documents for one Stash; `files` is null where it cannot look up files. */
export type StashDocuments = typeof everywhere &
  typeof withGroups & { readonly files: typeof fileLookUps | null };

/** The documents for a Stash with these capabilities. */
export function documentsFor(capabilities: StashCapabilities): StashDocuments {
  return {
    ...everywhere,
    ...(capabilities.groups ? withGroups : withMovies),
    files: capabilities.findFile ? fileLookUps : null,
  };
}

/** All documents that a Stash of this version would be sent, by name: what the checks against its schema read. */
export function namedDocumentsFor(version: StashVersion): ReadonlyMap<string, DocumentNode> {
  const { files, ...documents } = documentsFor(capabilitiesOf(version));
  const existingScenes = parse(existingScenesQuery([1, 2]));
  return new Map<string, DocumentNode>(Object.entries({ ...documents, ...files, existingScenes }));
}
