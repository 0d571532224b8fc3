import { Refusal } from "./answer.ts";
import type { Collections } from "./collections.ts";
import type { ItemJobs } from "./jobs.ts";
import type { Providers } from "./providers.ts";
import type { Scans } from "./scan.ts";
import type { ServerItem } from "./server-item.ts";
import type { PmsState, ServerSection } from "./state.ts";

/** What the routes work with. */
export interface RouteContext {
  readonly state: PmsState;
  readonly providers: Providers;
  readonly jobs: ItemJobs;
  readonly scans: Scans;
  readonly collections: Collections;
  readonly about: {
    readonly machineIdentifier: string;
    readonly version: string;
  };
}

export function itemAt({ state }: RouteContext, id: string | undefined): ServerItem {
  const item = state.items.get(Number(id));
  if (item === undefined) throw new Refusal(404, `there is no item ${id ?? ""}`);
  return item;
}

export function sectionAt({ state }: RouteContext, key: string | undefined): ServerSection {
  const section = state.sections.get(key ?? "");
  if (section === undefined) throw new Refusal(404, `there is no section ${key ?? ""}`);
  return section;
}

/** Tells listeners that an item was changed by hand or by a client. */
export function tellChanged({ state }: RouteContext, item: ServerItem): void {
  state.notices.timeline(item, "processed");
}
