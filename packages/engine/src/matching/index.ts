export type { DecideDeps } from "./create-context.ts";
export {
  rungs,
  type Candidate,
  type MatchDecision,
  type MatchOutcome,
  type Rung,
  type RungTrace,
} from "./decision.ts";
export { explain, rungName, type Explainable } from "./explain.ts";
export { decide } from "./ladder.ts";
export type { MatchAnswer, MatchProblem } from "./match-answer.ts";
export { createMatchService, type MatchService, type MatchServiceDeps } from "./match-service.ts";
export type { PlexFacts } from "./match-context.ts";
export { defaultMatchSettings, type MatchSettings } from "./match-settings.ts";
export type { IndexedFile, IndexedScene, SceneIndex } from "./scene-index.ts";
export { stemKey } from "./stem.ts";
export { titleKey, titleTokens } from "./title-tokens.ts";
