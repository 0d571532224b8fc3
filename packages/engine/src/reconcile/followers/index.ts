export { createFollowers, type Followers } from "./create-followers.ts";
export { eventsToWork, type EventWork } from "./events-to-work.ts";
export type { FollowerDeps } from "./follower-deps.ts";
