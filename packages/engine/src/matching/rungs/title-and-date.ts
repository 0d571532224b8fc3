import type { StashId } from "@stash2plex/shared/stash";

import { foundNothing, notTried, type RungResult } from "../decision.ts";
import { fullDateIn } from "../full-date.ts";
import type { MatchContext } from "../match-context.ts";
import { scenesInWords } from "../propose.ts";
import { stemKey } from "../stem.ts";
import { titleKey, titleTokens } from "../title-tokens.ts";

const sceneLimit = 50;

interface TitleAndDate {
  readonly title: string;
  readonly date: string;
}

/** Titles with a full date: the request's own, and what the file name says. */
function hintsOf({ request, name }: MatchContext): readonly TitleAndDate[] {
  const stem = typeof name === "string" ? "" : stemKey(name.baseName);
  const texts = [request.title ?? "", stem].filter((text) => text !== "");
  const dates = [request.date ?? "", ...texts].flatMap((text) => fullDateIn(text)?.date ?? []);
  const titles = texts.map((text) => fullDateIn(text)?.rest ?? text);
  return [...new Set(dates)].flatMap((date) => titles.map((title) => ({ title, date })));
}

/** The numbers of a title in their order: a key of sorted words forgets which was the part and which the day. */
const numbersOf = (text: string): string =>
  titleTokens(text)
    .filter((token) => /\p{N}/u.test(token))
    .join(" ");

function scenesFor(context: MatchContext, { title, date }: TitleAndDate): readonly StashId[] {
  const key = titleKey(title);
  if (key === "") return [];
  return context.index.scenesByTitleKey(key, sceneLimit).filter((id) => {
    const scene = context.index.scene(id);
    return scene?.date === date && numbersOf(scene.title) === numbersOf(title);
  });
}

/** Title words and a full date agree. By itself only where the setting allows it: names prove less than paths. */
export function titleAndDateRung(context: MatchContext): RungResult {
  const { request, settings } = context;
  if (!request.manual && !settings.matchByTitle) {
    return notTried("matching by title is off (MATCH_BY_TITLE)");
  }
  const hints = hintsOf(context);
  if (hints.length === 0) return notTried("neither title nor name has a full date");
  const ids = [...new Set(hints.flatMap((hint) => scenesFor(context, hint)))];
  if (ids.length === 0) return foundNothing("no scene has this title and date");
  const why = `title and date are those of ${scenesInWords(ids)}`;
  const accepted = ids.map((sceneId) => ({ sceneId, score: 80, reason: why, settled: false }));
  return { tried: true, accepted, objected: [], why };
}
