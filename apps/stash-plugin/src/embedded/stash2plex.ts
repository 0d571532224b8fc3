/**
 * The whole plugin of package `Stash2Plex`, run by Stash's own JavaScript engine. It is compiled anew for every hook
 * (docs/reference/stash.md, fact 32), so the build keeps it under 2 KB of ES5, and a hook does no more than log one line.
 */
interface HookContext {
  readonly type: string;
  readonly id: number;
  readonly inputFields?: readonly string[] | null;
}
type Values = Readonly<Record<string, unknown>>;
/** What Stash stores of our settings, when people fill in the boxes. */
type Texts = Readonly<Record<string, string | undefined>>;
interface Reply {
  readonly lines?: readonly string[];
  readonly watch?: string;
  readonly error?: string;
}

declare const input: { readonly Args: Values & { readonly hookContext?: HookContext } };
declare const log: {
  Trace(text: string): void;
  Info(text: string): void;
  Error(text: string): void;
};
declare const gql: {
  Do(query: "{configuration{plugins}}"): {
    readonly configuration: { readonly plugins: Readonly<Record<string, Texts | undefined>> };
  };
  Do(
    query: string,
    variables: Values,
  ): {
    readonly validateStashBoxCredentials: { readonly valid: boolean; readonly status: string };
  };
};

/** Heard by the provider through `loggingSubscribe`; not shown at Stash's usual log level. */
const ring = (hook: HookContext): void => {
  const fields = hook.inputFields;
  log.Trace(
    "stash2plex/1 " +
      JSON.stringify({
        type: hook.type,
        id: hook.id,
        fields: fields?.length ? fields : undefined,
      }),
  );
};

const fail = (reason: string): { Error: string } => {
  log.Error(reason);
  return { Error: reason };
};

/** Up to 0.25 Stash hands `provider_url` back as `providerUrl`. */
const settings = (): { readonly url: string; readonly token: string } => {
  const plugins = gql.Do("{configuration{plugins}}").configuration.plugins;
  const own = plugins.Stash2Plex ?? plugins.stash2Plex ?? {};
  return {
    url: (own.provider_url ?? own.providerUrl ?? "").replace(/\s+|\/+\s*$/g, ""),
    token: (own.provider_token ?? own.providerToken ?? "").replace(/\s+/g, ""),
  };
};

/** Stash wraps what a provider says into "Unknown error: " and JSON. */
const reasonIn = (status: string): string =>
  (/"message":"([^"]+)/.exec(status) ?? [])[1] ?? status + ". Check its address and token.";

/** Stash has no HTTP client for scripts, but checks a stash-box for us (docs/reference/stash.md, 4.14). */
const ask = (args: Values): { Output: Reply } | { Error: string } => {
  const { url, token } = settings();
  if (!url)
    return fail(
      "Fill in the provider address: Settings > Plugins > Stash2Plex, such as http://stash2plex:9998",
    );
  const base = /^https?:/.test(url) ? url : "http://" + url;
  let query = "";
  for (const key in args)
    query +=
      (query ? "&" : "?") + encodeURIComponent(key) + "=" + encodeURIComponent(String(args[key]));
  const { valid, status } = gql.Do(
    "query($i:StashBoxInput!){validateStashBoxCredentials(input:$i){valid status}}",
    { i: { endpoint: base + "/api/stash" + query, api_key: token, name: "Stash2Plex" } },
  ).validateStashBoxCredentials;
  if (!valid)
    return fail(
      /no response/i.test(status)
        ? "The provider does not answer at " + base + ". Does it run, and can Stash reach it there?"
        : "The provider at " + base + " refused: " + reasonIn(status),
    );
  const reply = JSON.parse(status.slice(status.indexOf("{"))) as Reply;
  (reply.lines ?? [])
    .concat(reply.watch ? "Watch it at " + reply.watch : [])
    .forEach((line) => log.Info(line));
  return reply.error ? fail(reply.error) : { Output: reply };
};

const run = (): unknown => {
  const hook = input.Args.hookContext;
  if (hook) {
    ring(hook);
    return undefined;
  }
  try {
    return ask(input.Args);
  } catch (error) {
    return fail("Stash2Plex: " + String(error));
  }
};

// The value of the last expression is what Stash takes as the result.
run();
