import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";

const script = readFileSync(new URL("../ui/stash2plex-page.js", import.meta.url), "utf8");

interface Node {
  readonly tag: string;
  readonly props: Record<string, unknown>;
  readonly children: readonly unknown[];
}
type Reply = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "tag" in value;

const nodesIn = (value: unknown): readonly Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value, ...value.children.flatMap(nodesIn)] : [];
};
const textIn = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textIn).join(" ");
  if (isNode(value)) return value.children.map(textIn).join(" ");
  return typeof value === "string" ? value : "";
};

/** Stash's page as far as the script needs it: React that keeps state, and an answer for each operation. */
const open = (plugins: readonly object[], answers: Readonly<Record<string, Reply | Error>>) => {
  const routes = new Map<string, () => unknown>();
  const asked: {
    readonly url: string;
    readonly variables: { readonly id: string; readonly args: Reply };
  }[] = [];
  const state: unknown[] = [];
  let slot = 0;
  let started = false;
  const React = {
    createElement: (
      tag: string,
      props: Record<string, unknown> | null,
      ...children: unknown[]
    ) => ({ tag, props: props ?? {}, children }),
    useState: (first: unknown) => {
      const at = slot++;
      if (!(at in state)) state[at] = first;
      return [state[at], (value: unknown) => (state[at] = value)];
    },
    useEffect: (effect: () => void) => {
      if (!started) effect();
      started = true;
    },
  };
  const fetched = (url: URL, { body }: { readonly body: string }) => {
    const { variables } = JSON.parse(body) as Partial<(typeof asked)[number]>;
    const data = (): object => {
      if (variables === undefined) return { data: { plugins } };
      asked.push({ url: url.href, variables });
      const answer = answers[String(variables.args.do)];
      return answer instanceof Error
        ? { errors: [{ message: answer.message }] }
        : { data: { runPluginOperation: answer } };
    };
    return Promise.resolve({ json: () => Promise.resolve(data()) });
  };
  const window = {
    PluginApi: {
      React,
      register: { route: (path: string, page: () => unknown) => routes.set(path, page) },
    },
  };
  const context = createContext({
    window,
    document: { baseURI: "http://stash/sub/" },
    URL,
    fetch: fetched,
  });
  runInContext(script, context);
  const render = (): unknown => {
    slot = 0;
    return routes.get("/plugins/stash2plex")?.();
  };
  const settled = async (): Promise<unknown> => {
    render();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    return render();
  };
  return { routes, asked, render, settled, again: () => runInContext(script, context) as unknown };
};

const both = [
  { id: "Stash2Plex", enabled: true },
  { id: "Stash2PlexCli", enabled: true },
];
const replies = {
  status: { lines: ["Worker: at work"], watch: "http://provider:9998/ui" },
  gaps: { lines: ["3 differ", "<img src=x>"] },
};

describe("the page inside Stash", () => {
  it("is at an address that survives a reload, and there once", () => {
    const page = open(both, replies);
    page.again();
    expect([...page.routes.keys()]).toEqual(["/plugins/stash2plex"]);
  });

  it("shows state and differences as text, and where to see more", async () => {
    const page = open(both, replies);
    expect(textIn(page.render())).toContain("One moment");
    const shown = await page.settled();
    expect(textIn(shown)).toContain("Worker: at work");
    expect(
      nodesIn(shown)
        .filter(({ tag }) => tag === "li")
        .map(textIn),
    ).toEqual(["Worker: at work", "3 differ", "<img src=x>"]);
    expect(nodesIn(shown).find(({ tag }) => tag === "a")?.props.href).toBe(
      "http://provider:9998/ui",
    );
    expect(page.asked.map(({ url, variables }) => [url, variables.id])).toEqual([
      ["http://stash/sub/graphql", "Stash2Plex"],
      ["http://stash/sub/graphql", "Stash2Plex"],
    ]);
  });

  const counted = {
    lines: ["Stash and Plex: 98.4 % agree"],
    watch: "http://provider:9998/ui/gaps",
    data: {
      asOf: "2026-01-02T03:04:05.000Z",
      agreement: { agreeing: 984, compared: 1_000, percent: 98.4 },
      counts: { "plex-only": 12, orphan: 0 },
      labels: { "plex-only": "Only in Plex", orphan: "In Plex, scene gone" },
      problem: null,
    },
  };

  it("shows in per cent how far both sides agree, what does not, and where it is listed", async () => {
    const shown = await open(both, { ...replies, gaps: counted }).settled();
    expect(
      nodesIn(shown)
        .filter(({ tag }) => tag === "strong")
        .map(textIn),
    ).toEqual(["98.4 % agree"]);
    expect(textIn(shown)).toContain("(984 of 1,000), compared ");
    expect(
      nodesIn(shown)
        .filter(({ tag }) => tag === "tr")
        .map(textIn),
    ).toEqual(["Only in Plex 12", "In Plex, scene gone 0"]);
    expect(
      nodesIn(shown)
        .filter(({ tag }) => tag === "a")
        .map(({ props }) => props.href),
    ).toEqual(["http://provider:9998/ui", "http://provider:9998/ui/gaps"]);
  });

  it("says why both sides were not compared", async () => {
    const data = { ...counted.data, asOf: null, agreement: null, problem: "PLEX_URL is not set." };
    const shown = await open(both, { ...replies, gaps: { ...counted, data } }).settled();
    expect(textIn(shown)).toContain("were not compared yet");
    expect(nodesIn(shown).find(({ props }) => props.role === "alert")).toBeDefined();
    expect(textIn(shown)).toContain("PLEX_URL is not set.");
  });

  it("asks the other package where only that one is on", async () => {
    const page = open(
      [
        { id: "Stash2Plex", enabled: false },
        { id: "Stash2PlexCli", enabled: true },
      ],
      replies,
    );
    await page.settled();
    expect(page.asked.map(({ variables }) => variables.id)).toEqual([
      "Stash2PlexCli",
      "Stash2PlexCli",
    ]);
  });

  it("shows what is wrong", async () => {
    const failing = open(both, { ...replies, gaps: new Error("The provider does not answer") });
    expect(textIn(await failing.settled())).toContain("The provider does not answer");
    expect(textIn(await open([], replies).settled())).toContain("switched off");
  });

  it("links to web addresses only", async () => {
    const page = open(both, { ...replies, status: { lines: [], watch: "javascript:alert(1)" } });
    expect(nodesIn(await page.settled()).filter(({ tag }) => tag === "a")).toEqual([]);
  });
});
