import { emptyReply, Refusal, type Reply } from "./answer.ts";
import type { Asked } from "./asked.ts";

/** What a route's answer is made of: the request, and the values of its path. */
export type Handler = (
  asked: Asked,
  path: Readonly<Record<string, string>>,
) => Reply | Promise<Reply>;

/** One operation with everything that its query may hold. */
export interface Route {
  /** Such as `GET /library/metadata/{ids}`. */
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** Names that are documented or seen, besides X-Plex-*. */
  readonly parameters: readonly string[];
  readonly isParameter: (name: string) => boolean;
  /** Whether it changes something, whatever its method. */
  readonly writes: boolean;
  readonly token: "owner" | "none" | "owner-in-query";
  readonly run: Handler;
}

interface RouteWishes {
  readonly parameters?: readonly string[];
  readonly isParameter?: (name: string) => boolean;
  readonly writes?: boolean;
  readonly token?: Route["token"];
}

/** `{name}` stands for one part of the path. */
function patternOf(path: string): RegExp {
  const source = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

export function route(name: string, run: Handler, wishes: RouteWishes = {}): Route {
  const [method = "", path = ""] = name.split(" ");
  return {
    name,
    method,
    pattern: patternOf(path),
    parameters: wishes.parameters ?? [],
    isParameter: wishes.isParameter ?? (() => false),
    writes: wishes.writes ?? method !== "GET",
    token: wishes.token ?? "owner",
    run,
  };
}

/** A route that does something and says nothing. */
export const command = (
  name: string,
  run: (asked: Asked, path: Readonly<Record<string, string>>) => void | Promise<void>,
  wishes: RouteWishes = {},
): Route =>
  route(
    name,
    async (asked, path) => {
      await run(asked, path);
      return emptyReply;
    },
    { writes: true, ...wishes },
  );

export interface FoundRoute {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

export function findRoute(routes: readonly Route[], asked: Asked): FoundRoute | null {
  for (const candidate of routes) {
    if (candidate.method !== asked.method) continue;
    const found = candidate.pattern.exec(asked.path);
    if (found !== null) return { route: candidate, path: { ...found.groups } };
  }
  return null;
}

/** Every name of the query that this route is not known to take, as a sentence. */
export function unknownParameters(
  { name, parameters, isParameter }: Route,
  asked: Asked,
): string[] {
  return asked.query
    .map(([parameter]) => parameter)
    .filter(
      (parameter) =>
        !/^X-Plex-/i.test(parameter) && !parameters.includes(parameter) && !isParameter(parameter),
    )
    .map((parameter) => `${name}: unknown parameter ${parameter}.`);
}

/** A number out of a path. */
export function numberIn(path: Readonly<Record<string, string>>, name: string): number {
  const value = Number(path[name]);
  if (Number.isInteger(value)) return value;
  throw new Refusal(400, `${path[name] ?? name} is no number`);
}
