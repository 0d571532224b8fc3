import type { StashApi } from "../../src/stash/api.ts";
import { createStashApi, type StashClientOptions } from "../../src/stash/create-stash-api.ts";
import { type Answer, startStashServer, type StashServer } from "./stash-server.ts";

export interface ConnectedApi {
  readonly api: StashApi;
  readonly server: StashServer;
  close(): Promise<void>;
}

/** A client and the server that it is connected to. */
export async function connectApi(
  answer: Answer,
  options: Partial<StashClientOptions> = {},
): Promise<ConnectedApi> {
  const server = await startStashServer(answer);
  const api = createStashApi({
    apiKey: null,
    ...options,
    url: `${server.url}${options.url ?? ""}`,
  });
  return {
    api,
    server,
    close: async () => {
      await api.close();
      await server.close();
    },
  };
}
