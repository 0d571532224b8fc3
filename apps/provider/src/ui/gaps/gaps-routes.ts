import type { GapSelection } from "@stash2plex/engine/gaps";
import { gapKindLabels } from "@stash2plex/engine/gaps/words";
import { errorMessage } from "@stash2plex/shared/error-message";
import { Router } from "express";

import { count } from "../../admin/time-words.ts";
import { answered } from "../answered.ts";
import { html } from "../html.ts";
import type { ActionEnd, Page, PageKit, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import type { UiDeps } from "../ui-deps.ts";
import { queryOf, readFilter } from "./gap-filter.ts";
import { reasonWords } from "./gap-words.ts";
import { gapNumbersPage, gapsPage, gapsTroublePage } from "./gaps-page.ts";
import { repairPage } from "./repair-page.ts";

const PAGE = 50;
/** A dry run looks at every gap that it takes. */
const REPAIR_PATIENCE_MS = 20_000;
const MOST_CURSOR = 2_000;

function numberOf(text: string | null): number | null {
  return /^[1-9]\d{0,14}$/.test(text ?? "") ? Number(text) : null;
}

async function gapsFor(visit: Visit, deps: UiDeps): Promise<Page> {
  const { query, now } = visit;
  const summary = answered(deps.clock, () => deps.gaps.summary());
  if (!visit.trusted) return gapNumbersPage(visit, await summary);
  const filter = readFilter(query);
  const cursor = query.get("cursor")?.slice(0, MOST_CURSOR) ?? null;
  const page = await answered(deps.clock, () => deps.gaps.page(queryOf(filter, PAGE, cursor)));
  if ("problem" in page) return gapsTroublePage(page.problem);
  const known = await summary;
  return gapsPage({
    visit,
    filter,
    from: cursor === null ? 1 : (numberOf(query.get("from")) ?? 1),
    page: page.value,
    problem: "value" in known ? known.value.problem : null,
    sections: deps.sections(),
    row: { now, scene: deps.scene, stashUrl: deps.source.stashUrl },
  });
}

interface AskedRepair {
  readonly selection: GapSelection;
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What is to be repaired; null: it is not said, and everything must be asked for by its name. */
function askedRepair(words: URLSearchParams): AskedRepair | null {
  const id = numberOf(words.get("id"));
  if (id !== null)
    return { selection: { ids: [id] }, subject: "one gap", fields: { id: String(id) } };
  const { kind, reason, section } = readFilter(words);
  const selection: GapSelection = {
    ...(kind !== null && { kind }),
    ...(reason !== null && { reason }),
    ...(section !== null && { section }),
  };
  const isAll = Object.keys(selection).length === 0;
  if (isAll && words.get("all") !== "1") return null;
  const parts = [
    kind === null ? "all gaps" : `all: ${gapKindLabels[kind]}`,
    reason === null ? null : reasonWords[reason],
    section === null ? null : `in ${section}`,
  ].filter((part) => part !== null);
  const fields = Object.fromEntries(
    Object.entries(selection).map(([name, value]) => [name, String(value)]),
  );
  return { selection, subject: parts.join(", "), fields: isAll ? { all: "1" } : fields };
}

/** Only our own page of gaps, with whatever filter. */
function backOf(words: URLSearchParams): string {
  const back = words.get("back") ?? "";
  return /^\/ui\/gaps(?:\?[^\s#\\]{0,2000})?$/.test(back) ? back : "/ui/gaps";
}

const unsaid = "It was not said what to repair: choose it on the page of gaps.";

async function repairFor(visit: Visit, deps: UiDeps): Promise<Page> {
  if (!visit.trusted) return { ...gapsTroublePage(""), body: html`${signInSection(visit)}` };
  const asked = askedRepair(visit.query);
  if (asked === null) return gapsTroublePage(unsaid);
  const { selection } = asked;
  const report = await answered(
    deps.clock,
    () => deps.gaps.repair(selection, { dryRun: true }),
    REPAIR_PATIENCE_MS,
  );
  if ("problem" in report) return gapsTroublePage(report.problem);
  return repairPage({ visit, report: report.value, ...asked, back: backOf(visit.query) });
}

async function repair(form: URLSearchParams, deps: UiDeps): Promise<ActionEnd> {
  const to = backOf(form);
  const asked = askedRepair(form);
  if (asked === null) return { to, sentence: unsaid, tone: "bad" };
  try {
    const { enqueued } = await deps.gaps.repair(asked.selection, { dryRun: false });
    const scenes = `${count(enqueued)} ${enqueued === 1 ? "scene was" : "scenes were"}`;
    return { to, sentence: `${scenes} put into the queue. The gaps close as they are repaired.` };
  } catch (error) {
    return { to, sentence: errorMessage(error), tone: "bad" };
  }
}

/** `/ui/gaps`: what only one side knows, why, and its repair. */
export function createGapsPages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  router.get(
    "/ui/gaps",
    kit.page((visit) => gapsFor(visit, deps)),
  );
  router.get(
    "/ui/gaps/repair",
    kit.page((visit) => repairFor(visit, deps)),
  );
  router.post(
    "/ui/gaps/repair",
    kit.action("/ui/gaps", (form) => repair(form, deps)),
  );
  return router;
}
