export { createSchedules, type Schedules, type ScheduleSettings } from "./create-schedules.ts";
export type { SchedulableJob } from "./scheduled-job.ts";
export { timeWords } from "./timetable.ts";
