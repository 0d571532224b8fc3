export { adoptDecision } from "./adopt-decision.ts";
export { AdoptError, adoptSection, type AdoptDeps, type AdoptOptions } from "./adopt-section.ts";
