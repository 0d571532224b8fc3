import type { SyncService } from "@stash2plex/engine/engine";
import { Router } from "express";

import { count } from "../../admin/time-words.ts";
import { answered } from "../answered.ts";
import type { ActionEnd, Form, Page, PageKit, Visit } from "../page-kit.ts";
import { forTrusted } from "../trusted-words.ts";
import type { UiDeps } from "../ui-deps.ts";
import { queueNumbersPage, queuePage, queueTroublePage } from "./queue-page.ts";

const PAGE = 50;

const numberOf = (text: string | null): number | null =>
  /^\d{1,15}$/.test(text ?? "") ? Number(text) : null;

async function queueFor(visit: Visit, deps: UiDeps): Promise<Page> {
  const service = deps.sync.service();
  if (service === null) return queueTroublePage(deps.sync.offReason(), visit);
  const rowsAfter = numberOf(visit.query.get("after")) ?? 0;
  const lettersAfter = numberOf(visit.query.get("letters"));
  const asked = await answered(deps.clock, async () => ({
    status: await service.status(),
    rows: visit.trusted ? await service.queueRows({ limit: PAGE, after: rowsAfter }) : [],
    letters: visit.trusted
      ? await service.deadLetters({
          limit: PAGE,
          ...(lettersAfter !== null && { after: lettersAfter }),
        })
      : [],
  }));
  if ("problem" in asked) return queueTroublePage(forTrusted(visit, asked.problem), visit);
  if (!visit.trusted) return queueNumbersPage(visit, asked.value.status);
  const { stashUrl } = deps.source;
  const { scene } = deps;
  return queuePage({
    visit,
    rowsAfter,
    lettersAfter,
    limit: PAGE,
    scene,
    stashUrl,
    ...asked.value,
  });
}

/** Ids of the dead letters that a form names; null: all of them; undefined: it names none. */
function lettersOf(form: Form): readonly number[] | null | undefined {
  if (form.get("all") === "1") return null;
  const id = numberOf(form.get("id"));
  return id === null ? undefined : [id];
}

const nothingNamed: ActionEnd = {
  to: "/ui/queue",
  sentence: "It was not said which.",
  tone: "bad",
};
const toLetters = "/ui/queue#dead-letters";
const scenes = (number: number): string => `${count(number)} ${number === 1 ? "scene" : "scenes"}`;

async function retry(service: SyncService, form: Form): Promise<ActionEnd> {
  const ids = lettersOf(form);
  if (ids === undefined) return nothingNamed;
  const retried = await service.retryDeadLetters(ids);
  return { to: toLetters, sentence: `${scenes(retried)} put into the queue again.` };
}

async function forget(service: SyncService, form: Form): Promise<ActionEnd> {
  const ids = lettersOf(form);
  if (ids === undefined) return nothingNamed;
  const removed = await service.purgeDeadLetters(ids === null ? {} : { ids });
  return { to: toLetters, sentence: `${scenes(removed)} forgotten.` };
}

async function clear(service: SyncService, form: Form): Promise<ActionEnd> {
  if (form.get("all") !== "1") return nothingNamed;
  const removed = await service.clearQueue();
  return { to: "/ui/queue", sentence: `${scenes(removed)} taken out of the queue.` };
}

/** `/ui/queue`: what waits for Plex, and what had to be given up. */
export function createQueuePages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  const action = (act: (service: SyncService, form: Form) => Promise<ActionEnd>) =>
    kit.action("/ui/queue", (form) => {
      const service = deps.sync.service();
      return service === null
        ? Promise.reject(new Error(deps.sync.offReason()))
        : act(service, form);
    });
  router.get(
    "/ui/queue",
    kit.page((visit) => queueFor(visit, deps)),
  );
  router.post("/ui/queue/retry", action(retry));
  router.post("/ui/queue/forget", action(forget));
  router.post("/ui/queue/clear", action(clear));
  return router;
}
