import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, describe, expect, it } from "@jest/globals";
import WebSocket from "ws";

import { createLibrary } from "../sample-library/index.ts";
import { type FakeStash, startFakeStash } from "./index.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(): Promise<FakeStash> {
  const stash = await startFakeStash({ library: createLibrary({ seed: 3, scenes: 5 }) });
  cleanups.push(() => stash.close());
  return stash;
}

async function ask(stash: FakeStash, query: string, variables: object = {}) {
  const response = await fetch(`${stash.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
}

interface Site {
  readonly url: string;
  readonly requests: { readonly url: string; readonly key: string; readonly body: string }[];
}

/** A web server of some files. */
async function startSite(files: Readonly<Record<string, string>>): Promise<Site> {
  const requests: Site["requests"] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      requests.push({ url: request.url ?? "", key: String(request.headers.apikey ?? ""), body });
      const file = files[request.url ?? ""];
      response.writeHead(file === undefined ? 404 : 200).end(file);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const zip = "the bytes of a package";
const sha256 = createHash("sha256").update(zip).digest("hex");

const indexOf = (version: string, date: string, sum = sha256): string => `
- id: Stash2Plex
  name: Stash2Plex
  version: ${version}
  date: ${date}
  path: Stash2Plex.zip
  sha256: ${sum}
  metadata: { description: Rings }
`;

describe("lines of the log", () => {
  async function listen(stash: FakeStash) {
    const socket = new WebSocket(
      stash.url.replace("http", "ws") + "/graphql",
      "graphql-transport-ws",
    );
    cleanups.push(() => socket.terminate());
    const messages: { message: string; level: string }[][] = [];
    socket.on("message", (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as {
        type: string;
        payload?: { data: { loggingSubscribe: { message: string; level: string }[] } };
      };
      if (type === "next" && payload !== undefined) messages.push(payload.data.loggingSubscribe);
    });
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    const query = "subscription { loggingSubscribe { time level message } }";
    socket.send(JSON.stringify({ id: "log", type: "subscribe", payload: { query } }));
    while (stash.subscriptions() === 0) await new Promise((resolve) => setImmediate(resolve));
    return { messages, socket };
  }

  it("come in batches, and are gone when nobody listens or they are lost", async () => {
    const stash = await start();
    expect(await stash.log.say("before")).toBe(0);
    const { messages, socket } = await listen(stash);
    expect(await stash.log.say("[Plugin / A] one", { message: "two", level: "Info" })).toBe(1);
    stash.log.losing = true;
    expect(await stash.log.say("lost")).toBe(0);
    stash.log.losing = false;
    await stash.log.say("last");
    while (messages.length < 2) await once(socket, "message");
    expect(messages).toMatchObject([
      [
        { level: "Trace", message: "[Plugin / A] one" },
        { level: "Info", message: "two" },
      ],
      [{ message: "last" }],
    ]);
  });

  it("flood", async () => {
    const stash = await start();
    const { messages, socket } = await listen(stash);
    await stash.log.flood(2_500);
    while (messages.length < 3) await once(socket, "message");
    expect(messages.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  it("end with the connection", async () => {
    const stash = await start();
    const { socket } = await listen(stash);
    const closed = once(socket, "close");
    stash.dropSockets();
    await closed;
  });
});

describe("settings of plugins", () => {
  it("are overwritten as a whole", async () => {
    const stash = await start();
    const mutation = 'mutation($input: Map!) { configurePlugin(plugin_id: "A", input: $input) }';
    await ask(stash, mutation, { input: { url: "x", old: true } });
    await ask(stash, mutation, { input: { url: "y", nested: { a: 1 } } });
    const { data } = await ask(stash, '{ configuration { plugins(include: ["A", "B"]) } }');
    expect(data).toEqual({ configuration: { plugins: { A: { url: "y", nested: { a: 1 } } } } });
    expect(stash.pluginSettings()).toEqual({ A: { url: "y", nested: { a: 1 } } });
  });
});

describe("a stash-box", () => {
  const query = `query($endpoint: String!) { validateStashBoxCredentials(input: { endpoint: $endpoint, api_key: "secret", name: "x" }) { valid status } }`;

  it("is asked with the key, and its answer is shown", async () => {
    const stash = await start();
    const site = await startSite({ "/api/stash?a=1": '{"data":{"me":{"name":"3 jobs"}}}' });
    const { data } = await ask(stash, query, { endpoint: `${site.url}/api/stash?a=1` });
    expect(data).toEqual({
      validateStashBoxCredentials: { valid: true, status: "Successfully authenticated as 3 jobs" },
    });
    expect(site.requests).toMatchObject([
      { key: "secret", body: expect.stringContaining("me { name }") },
    ]);
  });

  it("that does not answer is said so", async () => {
    const stash = await start();
    const { data } = await ask(stash, query, { endpoint: "http://127.0.0.1:9/" });
    expect(data).toEqual({
      validateStashBoxCredentials: { valid: false, status: "No response from server" },
    });
  });
});

describe("packages of plugins", () => {
  const INSTALLED =
    "{ installedPackages(type: Plugin) { package_id version date } plugins { id } }";

  async function install(stash: FakeStash, source: string, verb = "installPackages") {
    const mutation = `mutation($packages: [PackageSpecInput!]!) { ${verb}(type: Plugin, packages: $packages) }`;
    const packages = [{ id: "Stash2Plex", sourceURL: source }];
    const answer = await ask(stash, mutation, { packages });
    expect(answer.errors).toBeUndefined();
    await stash.packages.idle();
    return (await ask(stash, INSTALLED)).data;
  }

  it("come from a source that was added, are updated by date, and go", async () => {
    const stash = await start();
    const files = { "/index.yml": indexOf("1.0", "2026-01-31 12:00:00"), "/Stash2Plex.zip": zip };
    const site = await startSite(files);
    const source = `${site.url}/index.yml`;
    const mutation = `mutation($url: String!) { configureGeneral(input: { pluginPackageSources: [{ name: "Ours", url: $url, local_path: "ours" }] }) { pluginPackageSources { url } } }`;
    const configured = await ask(stash, mutation, { url: source });
    expect(configured.data).toEqual({
      configureGeneral: { pluginPackageSources: [{ url: source }] },
    });
    const available = `query($source: String!) { availablePackages(type: Plugin, source: $source) { package_id metadata } }`;
    expect((await ask(stash, available, { source })).data).toEqual({
      availablePackages: [{ package_id: "Stash2Plex", metadata: { description: "Rings" } }],
    });
    expect((await ask(stash, INSTALLED)).data).toEqual({ installedPackages: [], plugins: null });

    expect(await install(stash, source)).toEqual({
      installedPackages: [
        { package_id: "Stash2Plex", version: "1.0", date: "2026-01-31T12:00:00Z" },
      ],
      plugins: [{ id: "Stash2Plex" }],
    });
    const update = "mutation { updatePackages(type: Plugin) }";
    files["/index.yml"] = indexOf("1.1", "2026-01-31 12:00:00");
    await ask(stash, update);
    await stash.packages.idle();
    expect(stash.packages.installed()).toMatchObject([{ version: "1.0" }]);
    files["/index.yml"] = indexOf("1.2", "2026-02-01 12:00:00");
    await ask(stash, update);
    await stash.packages.idle();
    expect(stash.packages.installed()).toMatchObject([{ version: "1.2" }]);
    expect((await ask(stash, "{ jobQueue { id } }")).data).toEqual({ jobQueue: null });
    expect(await install(stash, source, "uninstallPackages")).toMatchObject({
      installedPackages: [],
    });
  });

  it.each([
    ["a wrong checksum", indexOf("1.0", "2026-01-31 12:00:00", sha256.toUpperCase())],
    ["a date of another layout", indexOf("1.0", "2026-01-31")],
  ])("are not installed with %s", async (_what, index) => {
    const stash = await start();
    const site = await startSite({ "/index.yml": index, "/Stash2Plex.zip": zip });
    expect(await install(stash, `${site.url}/index.yml`)).toMatchObject({ installedPackages: [] });
  });
});
