export { drainSpool, type SpoolReport, type SubmitSpooled } from "./drain-spool.ts";
