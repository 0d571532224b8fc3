/** What the fake answers, by version. Our own words; only what clients of this project ask. */

export interface StashFeatures {
  readonly groups: boolean;
  readonly findFile: boolean;
}

/** @param version such as `v0.30.1` */
export function featuresOf(version: string): StashFeatures {
  const minor = Number(/^v0\.(\d+)/.exec(version)?.[1] ?? 99);
  return { groups: minor >= 27, findFile: minor >= 29 };
}

const filters = `
enum SortDirectionEnum { ASC DESC }
enum CriterionModifier { EQUALS NOT_EQUALS GREATER_THAN LESS_THAN INCLUDES EXCLUDES MATCHES_REGEX IS_NULL NOT_NULL }
input FindFilterType { q: String page: Int per_page: Int sort: String direction: SortDirectionEnum }
input IntCriterionInput { value: Int! value2: Int modifier: CriterionModifier! }
input StringCriterionInput { value: String! modifier: CriterionModifier! }
input TimestampCriterionInput { value: String! value2: String modifier: CriterionModifier! }
input SceneFilterType { id: IntCriterionInput path: StringCriterionInput oshash: StringCriterionInput updated_at: TimestampCriterionInput organized: Boolean }
input PerformerFilterType { updated_at: TimestampCriterionInput }
input TagFilterType { updated_at: TimestampCriterionInput }
input StudioFilterType { updated_at: TimestampCriterionInput }
input GroupFilterType { updated_at: TimestampCriterionInput }
input MovieFilterType { updated_at: TimestampCriterionInput }
input SceneHashInput { checksum: String oshash: String }
`;

const objects = `
scalar Time
scalar Int64
scalar PluginConfigMap
scalar Map
scalar Timestamp
type Fingerprint { type: String! value: String! }
interface BaseFile { id: ID! path: String! basename: String! size: Int64! fingerprint(type: String!): String fingerprints: [Fingerprint!]! mod_time: Time! created_at: Time! updated_at: Time! }
type VideoFile implements BaseFile { id: ID! path: String! basename: String! size: Int64! duration: Float! width: Int! height: Int! format: String! video_codec: String! audio_codec: String! frame_rate: Float! bit_rate: Int! fingerprint(type: String!): String fingerprints: [Fingerprint!]! mod_time: Time! created_at: Time! updated_at: Time! }
type ScenePathsType { screenshot: String stream: String preview: String }
type StashID { endpoint: String! stash_id: String! }
type SceneMarker { id: ID! title: String! seconds: Float! }
enum GenderEnum { MALE FEMALE TRANSGENDER_MALE TRANSGENDER_FEMALE INTERSEX NON_BINARY }
type Performer { id: ID! name: String! disambiguation: String gender: GenderEnum tags: [Tag!]! image_path: String created_at: Time! updated_at: Time! }
type Tag { id: ID! name: String! parents: [Tag!]! children: [Tag!]! image_path: String created_at: Time! updated_at: Time! }
type Studio { id: ID! name: String! parent_studio: Studio image_path: String created_at: Time! updated_at: Time! }
type Movie { id: ID! name: String! front_image_path: String back_image_path: String created_at: Time! updated_at: Time! }
type SceneMovie { movie: Movie! scene_index: Int }
type Version { version: String hash: String! build_time: String! }
enum SystemStatusEnum { SETUP NEEDS_MIGRATION OK }
type SystemStatus { status: SystemStatusEnum! appSchema: Int! }
type StashConfig { path: String! excludeVideo: Boolean! excludeImage: Boolean! }
type ConfigGeneralResult { apiKey: String! stashes: [StashConfig!]! pluginPackageSources: [PackageSource!]! }
type ConfigResult { general: ConfigGeneralResult! plugins(include: [ID!]): PluginConfigMap! }
enum JobStatus { READY RUNNING FINISHED STOPPING CANCELLED FAILED }
type Job { id: ID! status: JobStatus! description: String! progress: Float }
enum JobStatusUpdateType { ADD REMOVE UPDATE }
type JobStatusUpdate { type: JobStatusUpdateType! job: Job! }
enum LogLevel { Trace Debug Info Progress Warning Error }
type LogEntry { time: Time! level: LogLevel! message: String! }
type FindScenesResultType { count: Int! scenes: [Scene!]! }
type FindPerformersResultType { count: Int! performers: [Performer!]! }
type FindTagsResultType { count: Int! tags: [Tag!]! }
type FindStudiosResultType { count: Int! studios: [Studio!]! }
type FindMoviesResultType { count: Int! movies: [Movie!]! }
type Subscription { jobsSubscribe: JobStatusUpdate! scanCompleteSubscribe: Boolean! loggingSubscribe: [LogEntry!]! }
`;

const pluginTypes = `
enum PackageType { Scraper Plugin }
type PackageSource { name: String url: String! local_path: String }
input PackageSourceInput { name: String url: String! local_path: String }
type Package { package_id: String! name: String! version: String date: Timestamp requires: [Package!]! sourceURL: String! source_package: Package metadata: Map! }
input PackageSpecInput { id: String! sourceURL: String! }
type Plugin { id: ID! name: String! version: String enabled: Boolean! }
input StashBoxInput { endpoint: String! api_key: String! name: String! max_requests_per_minute: Int }
type StashBoxValidationResult { valid: Boolean! status: String! }
input ConfigGeneralInput { pluginPackageSources: [PackageSourceInput!] }
type Mutation {
  configurePlugin(plugin_id: ID!, input: Map!): Map!
  configureGeneral(input: ConfigGeneralInput!): ConfigGeneralResult!
  installPackages(type: PackageType!, packages: [PackageSpecInput!]!): ID!
  updatePackages(type: PackageType!, packages: [PackageSpecInput!]): ID!
  uninstallPackages(type: PackageType!, packages: [PackageSpecInput!]!): ID!
}
`;

const groupTypes = `
type Group { id: ID! name: String! front_image_path: String back_image_path: String created_at: Time! updated_at: Time! }
type SceneGroup { group: Group! scene_index: Int }
type FindGroupsResultType { count: Int! groups: [Group!]! }
`;

const fileTypes = `
input FileFilterType { basename: StringCriterionInput path: StringCriterionInput }
type FindFilesResultType { count: Int! files: [BaseFile!]! }
`;

/** The schema in its definition language. */
export function schemaText({ groups, findFile }: StashFeatures): string {
  const sceneGroups = groups ? "groups: [SceneGroup!]!" : "";
  const findGroups = groups
    ? "findGroups(group_filter: GroupFilterType, filter: FindFilterType): FindGroupsResultType!"
    : "";
  const findFiles = findFile
    ? `findFile(id: ID, path: String): BaseFile!
       findFiles(file_filter: FileFilterType, filter: FindFilterType): FindFilesResultType!`
    : "";
  return `${filters}${objects}${pluginTypes}${groups ? groupTypes : ""}${findFile ? fileTypes : ""}
type Scene { id: ID! title: String code: String details: String director: String date: String rating100: Int organized: Boolean! urls: [String!]! created_at: Time! updated_at: Time! files: [VideoFile!]! paths: ScenePathsType! studio: Studio performers: [Performer!]! tags: [Tag!]! ${sceneGroups} movies: [SceneMovie!]! stash_ids: [StashID!]! scene_markers: [SceneMarker!]! play_count: Int o_counter: Int }
type Query {
  version: Version!
  systemStatus: SystemStatus!
  configuration: ConfigResult!
  jobQueue: [Job!]
  plugins: [Plugin!]
  installedPackages(type: PackageType!): [Package!]!
  availablePackages(type: PackageType!, source: String!): [Package!]!
  validateStashBoxCredentials(input: StashBoxInput!): StashBoxValidationResult!
  findScene(id: ID): Scene
  findSceneByHash(input: SceneHashInput!): Scene
  findScenes(scene_filter: SceneFilterType, ids: [ID!], filter: FindFilterType): FindScenesResultType!
  findPerformers(performer_filter: PerformerFilterType, filter: FindFilterType): FindPerformersResultType!
  findTags(tag_filter: TagFilterType, filter: FindFilterType): FindTagsResultType!
  findStudios(studio_filter: StudioFilterType, filter: FindFilterType): FindStudiosResultType!
  findMovies(movie_filter: MovieFilterType, filter: FindFilterType): FindMoviesResultType!
  ${findGroups}
  ${findFiles}
}`;
}
