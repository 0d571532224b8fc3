export { AdoptError, adoptSection, type AdoptDeps, type AdoptOptions } from "./adopt-section.ts";
