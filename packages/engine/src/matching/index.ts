export type { IndexedFile, IndexedScene, SceneIndex } from "./scene-index.ts";
export { stemKey } from "./stem.ts";
export { titleKey, titleTokens } from "./title-tokens.ts";
