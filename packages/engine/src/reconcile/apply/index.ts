export type { ListenToPlex } from "./refresh-ends.ts";
export { unmetered, type WriteMeter } from "./write-meter.ts";
