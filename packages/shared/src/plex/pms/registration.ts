import * as z from "zod";

import type { Logger } from "../../log.ts";
import { PROVIDER_IDENTIFIER } from "../identifiers.ts";
import { readContainer, understoodOf } from "./container.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsCall, PmsConnection } from "./pms-connection.ts";
import { named } from "./pms-contact.ts";
import { PmsError } from "./pms-error.ts";
import type { PmsProvider, PmsProviderGroup } from "./records.ts";
import { flagOrNull, number, text, textOrNull } from "./tolerant-values.ts";

/** Plex reads the provider's root before it answers. */
const readsRootMs = 30_000;

const providersPath = "media/providers/metadata";
const groupsPath = `${providersPath}/group`;

const providerSchema: z.ZodType<PmsProvider> = z
  .object({
    id: number,
    identifier: z.string().min(1),
    title: textOrNull,
    uri: textOrNull,
    online: flagOrNull,
  })
  .transform((raw) => ({ ...raw, title: raw.title ?? "", uri: raw.uri ?? "" }));

const groupSchema: z.ZodType<PmsProviderGroup> = z
  .object({ id: number, title: text.default(""), primaryIdentifier: text.default("") })
  .transform((raw) => raw);

const withoutSlash = (uri: string): string => uri.replace(/\/+$/, "");

const isSameAddress = (a: string, b: string): boolean => withoutSlash(a) === withoutSlash(b);

/** The one of a list that was made last. */
const newestOf = <Made extends { readonly id: number }>(list: readonly Made[]): Made | undefined =>
  list.toSorted((a, b) => b.id - a.id)[0];

/** Metadata providers and their groups, which Plex's settings call agents. */
export function createRegistration(
  connection: PmsConnection,
  logger: Logger,
): Pick<
  PmsClient,
  | "providers"
  | "registerProvider"
  | "updateProvider"
  | "removeProvider"
  | "providerGroups"
  | "createProviderGroup"
  | "removeProviderGroup"
> {
  const { contact } = connection;
  const send = async (call: Omit<PmsCall, "token">): Promise<void> => {
    await connection.send({ ...call, token: "header-and-query" });
  };
  const list = async <Record>(
    path: string,
    key: string,
    schema: z.ZodType<Record>,
    signal: AbortSignal | undefined,
  ): Promise<readonly Record[]> => {
    const container = await readContainer(connection, {
      method: "GET",
      path,
      token: "header-and-query",
      action: "list its metadata providers",
      missing: "too-old",
      signal,
    });
    return understoodOf(schema, container[key], logger);
  };
  const listProviders = (signal: AbortSignal | undefined) =>
    list(providersPath, "MetadataAgentProvider", providerSchema, signal);
  const listGroups = (signal: AbortSignal | undefined) =>
    list(groupsPath, "MetadataAgentProviderGroup", groupSchema, signal);

  const update = (id: number, uri: string, signal: AbortSignal | undefined): Promise<void> =>
    send({
      method: "PUT",
      path: `${providersPath}/${id}`,
      query: [["uri", uri]],
      action: "read the provider again",
      timeoutMs: readsRootMs,
      signal,
    });
  /** Answers whether the provider is new; one that exists is no fault. */
  const add = async (uri: string, signal: AbortSignal | undefined): Promise<boolean> => {
    try {
      await send({
        method: "POST",
        path: providersPath,
        query: [["uri", uri]],
        action: "add the provider, which it could not reach or did not understand",
        missing: "too-old",
        timeoutMs: readsRootMs,
        signal,
      });
      return true;
    } catch (error) {
      if (error instanceof PmsError && error.code === "conflict") return false;
      throw error;
    }
  };
  const findProvider = (
    known: readonly PmsProvider[],
    uri: string,
    identifier: string | undefined,
  ): PmsProvider | undefined => {
    const ours = known.filter((provider) =>
      identifier === undefined
        ? provider.identifier.startsWith(PROVIDER_IDENTIFIER)
        : provider.identifier === identifier,
    );
    const here = known.find((provider) => isSameAddress(provider.uri, uri));
    // Without an identifier several of ours (one for each Stash) cannot be told apart.
    return here ?? (ours.length === 1 ? ours[0] : undefined);
  };

  return {
    providers: ({ signal } = {}) => listProviders(signal),
    registerProvider: async (uri, { signal, identifier } = {}) => {
      const isNew = await add(uri, signal);
      const found = findProvider(await listProviders(signal), uri, identifier);
      if (found === undefined) {
        throw new PmsError(
          "conflict",
          isNew
            ? `${named(contact)} took the provider and does not list it. Look under Settings > Metadata Agents in Plex, and restart Plex if it is missing there.`
            : `${named(contact)} has a provider of this identifier already (409), and it cannot be told which. Remove the old one under Settings > Metadata Agents in Plex.`,
          isNew ? 200 : 409,
        );
      }
      if (isSameAddress(found.uri, uri)) return found;
      await update(found.id, uri, signal);
      return { ...found, uri };
    },
    updateProvider: (id, uri, { signal } = {}) => update(id, uri, signal),
    removeProvider: (id, { signal } = {}) =>
      send({
        method: "DELETE",
        path: `${providersPath}/${id}`,
        action: "remove a provider",
        signal,
      }),
    providerGroups: ({ signal } = {}) => listGroups(signal),
    createProviderGroup: async (title, primaryIdentifier, { signal } = {}) => {
      await send({
        method: "POST",
        path: groupsPath,
        query: [
          ["title", title],
          ["primaryIdentifier", primaryIdentifier],
        ],
        action: "create a metadata agent",
        missing: "too-old",
        signal,
      });
      const made = (await listGroups(signal)).filter(
        (group) => group.title === title && group.primaryIdentifier === primaryIdentifier,
      );
      const newest = newestOf(made);
      if (newest !== undefined) return newest;
      throw new PmsError(
        "server-error",
        `${named(contact)} took the metadata agent and does not list it. Look under Settings > Metadata Agents in Plex, and restart Plex if it is missing there.`,
        200,
      );
    },
    removeProviderGroup: (id, { signal } = {}) =>
      send({
        method: "DELETE",
        path: `${groupsPath}/${id}`,
        action: "remove a metadata agent",
        signal,
      }),
  };
}
