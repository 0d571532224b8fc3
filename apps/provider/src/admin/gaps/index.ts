export { createCompareJob } from "./compare-job.ts";
export { addGapGauges } from "./gap-gauges.ts";
export { followPages } from "./gap-pages.ts";
export { allGapReasons, longestPage, readGapQuery, usualPage } from "./gap-query.ts";
export type { GapPageReport } from "./gap-report.ts";
export { createGapRoutes } from "./gap-routes.ts";
export { csvText, jsonText } from "./gap-texts.ts";
export { createGapWatch, type GapWatch } from "./gap-watch.ts";
