import {
  PmsError,
  type PmsClient,
  type PmsProvider,
  type PmsProviderGroup,
} from "@stash2plex/shared/pms";

/** Runs one call of the memory PMS under its name. */
type Answer = <T>(name: string, detail: unknown, value: () => T) => Promise<T>;

type RegistrationCalls = Pick<
  PmsClient,
  | "providers"
  | "registerProvider"
  | "updateProvider"
  | "removeProvider"
  | "providerGroups"
  | "createProviderGroup"
  | "removeProviderGroup"
>;

/** Providers and groups of the memory PMS. */
export interface MemoryRegistration {
  readonly calls: RegistrationCalls;
  readonly providers: PmsProvider[];
  readonly groups: PmsProviderGroup[];
}

const removeById = (list: { readonly id: number }[], id: number): void => {
  const at = list.findIndex((entry) => entry.id === id);
  if (at >= 0) list.splice(at, 1);
};

export const createMemoryRegistration = (read: Answer, write: Answer): MemoryRegistration => {
  const providers: PmsProvider[] = [];
  const groups: PmsProviderGroup[] = [];
  const register = (uri: string): PmsProvider => {
    const found = providers.find((provider) => provider.uri === uri);
    if (found !== undefined) return found;
    const provider: PmsProvider = {
      id: providers.length + 1,
      identifier: "tv.plex.agents.custom.stash2plex",
      title: "Stash2Plex",
      uri,
      online: true,
    };
    providers.push(provider);
    return provider;
  };
  const calls: RegistrationCalls = {
    providers: () => read("providers", null, () => providers),
    registerProvider: (uri) => write("registerProvider", { uri }, () => register(uri)),
    updateProvider: (id, uri) =>
      write("updateProvider", { id, uri }, () => {
        const at = providers.findIndex((provider) => provider.id === id);
        const found = providers[at];
        if (found === undefined) throw new PmsError("not-found", `No provider ${id}.`, 404);
        providers[at] = { ...found, uri };
      }),
    removeProvider: (id) =>
      write("removeProvider", { id }, () => {
        removeById(providers, id);
      }),
    providerGroups: () => read("providerGroups", null, () => groups),
    createProviderGroup: (title, primaryIdentifier) =>
      write("createProviderGroup", { title, primaryIdentifier }, () => {
        const group = { id: groups.length + 1, title, primaryIdentifier };
        groups.push(group);
        return group;
      }),
    removeProviderGroup: (id) =>
      write("removeProviderGroup", { id }, () => {
        removeById(groups, id);
      }),
  };
  return { calls, providers, groups };
};
