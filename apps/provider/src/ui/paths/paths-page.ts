import type { PathTest } from "../../admin/api-routes.ts";
import type { MatchAnswer, MatchedScene } from "../../plex-routes/ports.ts";
import type { Answered } from "../answered.ts";
import { type Html, html } from "../html.ts";
import type { Page, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import type { SceneFace } from "../ui-deps.ts";

/** What came of a path that somebody tried. */
export interface PathTrial {
  readonly test: PathTest | null;
  /** What Plex would be answered. */
  readonly automatic: Answered<MatchAnswer>;
  /** Everything that comes into question, best first. */
  readonly manual: Answered<MatchAnswer>;
}

export interface PathsView {
  readonly visit: Visit;
  readonly path: string;
  readonly name: string;
  /** Null: nothing was asked. */
  readonly trial: PathTrial | null;
  readonly scene: (id: number) => SceneFace | null;
  readonly stashUrl: string;
}

const outcomes: Readonly<Record<MatchAnswer["outcome"], Html>> = {
  matched: html`<span class="pill good">matched</span>`,
  listed: html`<span class="pill good">matched</span>`,
  ambiguous: html`<span class="pill warn">ambiguous</span> More than one scene fits, so none is
    taken.`,
  "no-match": html`<span class="pill bad">no match</span>`,
  filtered: html`<span class="pill warn">filtered</span> The scene is left out by a filter of the
    settings.`,
  unconfirmed: html`<span class="pill warn">unconfirmed</span> Stash could not be asked.`,
};

function form({ path, name }: PathsView): Html {
  return html`<section aria-labelledby="try">
    <h2 id="try">Try a path</h2>
    <form method="get" action="/ui/paths" class="fields tall">
      <p class="wide">
        <label for="plex">Path as Plex shows it (Get Info, View XML: <code>file</code>)</label>
        <input
          id="plex"
          name="plex"
          value="${path}"
          placeholder="/data/media/Alps/Dawn over the Lake.mp4"
          maxlength="4096"
          autocomplete="off"
          spellcheck="false"
        />
      </p>
      <p class="wide">
        <label for="name"
          >File name as Plex asks with: relative to the folder of its library (optional)</label
        >
        <input
          id="name"
          name="name"
          value="${name}"
          maxlength="4096"
          autocomplete="off"
          spellcheck="false"
        />
      </p>
      <p class="go"><button class="main">Try</button></p>
    </form>
  </section>`;
}

function steps(lines: readonly string[]): Html | null {
  return lines.length === 0
    ? null
    : html`<pre tabindex="0" aria-label="Step by step">${lines.join("\n")}</pre>`;
}

function ruleResult(test: PathTest | null): Html | null {
  if (test === null) return null;
  return html`<section aria-labelledby="rule">
    <h2 id="rule">By path rule</h2>
    <dl>
      <dt>Rule</dt>
      <dd>${test.rule ?? "none fits"}</dd>
      <dt>Path in Stash</dt>
      <dd>${test.stash === null ? "none" : html`<code>${test.stash}</code>`}</dd>
      <dt>Stash has it</dt>
      <dd>
        ${test.known ? html`<span class="good">yes</span>` : html`<span class="bad">no</span>`}
      </dd>
    </dl>
    ${steps(test.explanation)}
  </section>`;
}

function sceneLink(sceneId: number, { scene, stashUrl }: PathsView): Html {
  const title = scene(sceneId)?.title ?? `scene ${sceneId}`;
  return html`<a href="${stashUrl}/scenes/${sceneId}" rel="noreferrer">${title}</a>`;
}

function candidate({ sceneId, rung, score, reason }: MatchedScene, view: PathsView): Html {
  return html`<tr>
    <td>${sceneLink(sceneId, view)}</td>
    <td>${rung}</td>
    <td class="count">${score}</td>
    <td>${reason}</td>
  </tr>`;
}

function candidates(scenes: readonly MatchedScene[], view: PathsView): Html {
  if (scenes.length === 0) return html`<p class="soft">No scene comes into question.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Candidates">
    <table>
      <thead>
        <tr>
          <th scope="col">Scene</th>
          <th scope="col">Rung</th>
          <th scope="col">Score</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${scenes.map((scene) => candidate(scene, view))}
      </tbody>
    </table>
  </div>`;
}

/** The scene that is answered, and by which rung. */
function winner({ outcome, scenes: [first] }: MatchAnswer, view: PathsView): Html | null {
  if (outcome !== "matched" || first === undefined) return null;
  return html`${sceneLink(first.sceneId, view)} by ${first.rung}: ${first.reason}`;
}

function ladderResult({ automatic, manual }: PathTrial, view: PathsView): Html {
  const answer =
    "problem" in automatic
      ? html`<p class="bad">${automatic.problem}</p>`
      : html`<p>
            ${outcomes[automatic.value.outcome]} ${winner(automatic.value, view)}
            ${automatic.value.problem}
          </p>
          ${steps(automatic.value.explanation())}`;
  return html`<section aria-labelledby="ladder">
    <h2 id="ladder">What Plex would be answered</h2>
    ${answer}
    <h3>Scenes that come into question</h3>
    ${
      "problem" in manual
        ? html`<p class="bad">${manual.problem}</p>`
        : candidates(manual.value.scenes, view)
    }
  </section>`;
}

/** Where somebody sees why a file is matched, or not. */
export function pathsPage(view: PathsView): Page {
  const { visit, trial } = view;
  const result = trial !== null && [ruleResult(trial.test), ladderResult(trial, view)];
  const body = html`<h1>Paths</h1>
    ${visit.trusted ? html`${form(view)} ${result}` : signInSection(visit)}`;
  return { title: "Paths - Stash2Plex", current: "/ui/paths", body };
}
