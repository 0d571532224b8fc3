export { type CompareJobDeps, afterCompare, createCompareJob } from "./compare-job.ts";
export { addGapGauges } from "./gap-gauges.ts";
export { allGapReasons, readGapQuery } from "./gap-query.ts";
export { createGapRoutes } from "./gap-routes.ts";
export { createGapWatch, type GapWatch } from "./gap-watch.ts";
