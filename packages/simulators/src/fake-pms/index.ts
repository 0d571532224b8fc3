export type { Exchange, Purpose, RequestFigures } from "./exchange-log.ts";
export {
  ContractViolation,
  createFakePms,
  type FakePms,
  type PmsReport,
  type ScanProgress,
} from "./fake-pms.ts";
export {
  defaultReadings,
  type FakePmsOptions,
  type FilenameForm,
  type PmsFolder,
  type PmsSection,
  type UncertainReadings,
} from "./fake-pms-options.ts";
export type { TypedSearch } from "./match-body.ts";
export { isMatched, type ItemProblem, type PmsItem } from "./pms-item.ts";
export { scannerTitle } from "./scanner-title.ts";
