export { explainScene, type ExplainDeps } from "./explain-scene.ts";
export { operationInWords, planInWords } from "./operation-words.ts";
