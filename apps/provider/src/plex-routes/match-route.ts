import {
  containerOf,
  emptyContainer,
  type MatchRequest,
  parseMatchRequest,
} from "@stash2plex/shared/plex";

import { answer, type PlexAnswer, type PlexDetails, problem } from "./plex-answer.ts";
import type { PlexCall } from "./plex-route.ts";
import type { MatchedScene, Matcher, MatchAnswer, RouteSettings, SceneReader } from "./ports.ts";
import { readJsonBody } from "./read-json-body.ts";
import type { RenderedItems } from "./rendered-items.ts";

const MOVIE = 1;

export interface MatchRouteDeps {
  readonly matcher: Matcher;
  readonly scenes: SceneReader;
  readonly items: RenderedItems;
  readonly settings: () => RouteSettings;
}

/** POST {root}/library/metadata/matches */
export function createMatchRoute(deps: MatchRouteDeps): (call: PlexCall) => Promise<PlexAnswer> {
  return async (call) => {
    const body = await readJsonBody(call.request);
    if (!body.ok) return problem(400, "refused", body.reason);
    const parsed = parseMatchRequest(body.value, call.query());
    if (!parsed.ok) return problem(400, "refused", parsed.reason);
    const { request } = parsed;
    const { item, adult } = deps.settings();
    const details = detailsOf(request, call);
    const nothing = (outcome: "other-type" | "adult-withheld"): PlexAnswer =>
      answer(outcome, emptyContainer(item.identifier), details);
    if (request.type !== MOVIE) return nothing("other-type");
    if (adult === "when-asked" && !request.includeAdult) return nothing("adult-withheld");
    const decision = await deps.matcher(request);
    const withReasons = { ...details, explanation: decision.explanation };
    return request.manual
      ? listed(deps, decision, call, withReasons)
      : decided(deps, decision, call, withReasons);
  };
}

function detailsOf(request: MatchRequest, call: PlexCall): PlexDetails {
  return {
    ...(request.filename !== undefined && { filename: request.filename }),
    ...(request.title !== undefined && { title: request.title }),
    ...(request.manual && { manual: true }),
    ...call.locale(),
  };
}

function unconfirmed(
  deps: MatchRouteDeps,
  decision: MatchAnswer,
  details: PlexDetails,
): PlexAnswer {
  const { item, unconfirmedMatch } = deps.settings();
  const reason = decision.problem ?? "Stash could not be asked whether it knows this file.";
  if (unconfirmedMatch === "empty") {
    return answer("unconfirmed", emptyContainer(item.identifier), { ...details, reason });
  }
  return problem(Number(unconfirmedMatch), "unconfirmed", reason, details);
}

/** A scan takes the first result for the truth, so there is one or none. */
function decided(
  deps: MatchRouteDeps,
  decision: MatchAnswer,
  call: PlexCall,
  details: PlexDetails,
): PlexAnswer {
  if (decision.outcome === "unconfirmed") return unconfirmed(deps, decision, details);
  const [scene] = decision.scenes;
  const body = scene === undefined ? undefined : matchBody(deps, scene, call.base());
  if (scene === undefined || body === undefined) {
    const outcome = decision.outcome === "matched" ? "no-match" : decision.outcome;
    return answer(outcome, emptyContainer(deps.settings().item.identifier), details);
  }
  return answer("matched", body, { ...details, rung: scene.rung, sceneId: scene.sceneId });
}

function matchBody(deps: MatchRouteDeps, scene: MatchedScene, base: string): string | undefined {
  const cached = deps.items.cached("match", scene.sceneId, base);
  if (cached !== undefined) return cached;
  const detail = deps.scenes.known(scene.sceneId);
  return detail === null ? undefined : deps.items.render("match", detail, base);
}

function listed(
  deps: MatchRouteDeps,
  decision: MatchAnswer,
  call: PlexCall,
  details: PlexDetails,
): PlexAnswer {
  if (decision.scenes.length === 0 && decision.outcome === "unconfirmed") {
    return unconfirmed(deps, decision, details);
  }
  const base = call.base();
  const results = decision.scenes.flatMap(({ sceneId, score }) => {
    const detail = deps.scenes.known(sceneId);
    return detail === null ? [] : [deps.items.renderCandidate(detail, base, score)];
  });
  const { identifier } = deps.settings().item;
  const best = decision.scenes[0];
  const more = {
    ...details,
    results: results.length,
    ...(best !== undefined && { rung: best.rung, sceneId: best.sceneId }),
  };
  if (results.length === 0) return answer("no-match", emptyContainer(identifier), more);
  const page = { offset: 0, size: results.length, total: results.length };
  return answer("listed", containerOf(identifier, page, { Metadata: results }), more);
}
