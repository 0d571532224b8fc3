export { createJobRuns } from "./create-job-runs.ts";
export type * from "./job-run.ts";
