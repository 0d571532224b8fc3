import { type Element, listReply, Refusal, type Reply } from "./answer.ts";
import type { RouteContext } from "./context.ts";
import type { GroupEntry, ProviderEntry } from "./providers.ts";
import { command, numberIn, route, type Handler, type Route } from "./route-table.ts";

/** Registered providers and groups (docs/reference/plex-contract.md, section 10). */
export function providerRoutes(context: RouteContext): Route[] {
  const { providers, state } = context;
  const { providerIds, groupItems, providersNeedQueryToken } = state.readings;
  const idOf = (id: number): string | number => (providerIds === "number" ? id : String(id));

  const providerElement = ({ id, uri, provider }: ProviderEntry): Element => ({
    id: idOf(id),
    identifier: provider.identifier,
    title: provider.title,
    uri,
    agentType: [...providers.groups.values()].some(({ members }) => members[0] === id)
      ? "primary"
      : "contributor",
    online: true,
    MetadataType: [{ type: 1 }],
  });
  const providersReply = (list: readonly ProviderEntry[]): Reply =>
    listReply({
      json: "MetadataAgentProvider",
      xml: "MetadataAgentProvider",
      elements: list.map(providerElement),
    });
  const groupElement = (group: GroupEntry): Element => ({
    id: idOf(group.id),
    title: group.title,
    primaryIdentifier: group.primaryIdentifier,
    [groupItems]: group.members.map((member, index) => ({
      id: idOf(group.id * 100 + index),
      metadataAgentProviderGroupId: idOf(group.id),
      metadataAgentProviderId: idOf(member),
      order: (index + 1) * 1_000,
    })),
  });
  const groupsReply = (list: readonly GroupEntry[]): Reply =>
    listReply({
      json: "MetadataAgentProviderGroup",
      xml: "MetadataAgentProviderGroup",
      elements: list.map(groupElement),
    });
  const groupAt = (id: number): GroupEntry => {
    const group = providers.groups.get(id);
    if (group === undefined) throw new Refusal(404, `there is no group ${id}`);
    return group;
  };
  const providerAt: Handler = (_asked, path) => {
    const entry = providers.entries.get(numberIn(path, "id"));
    if (entry === undefined) throw new Refusal(404, "there is no such provider");
    return providersReply([entry]);
  };

  const token = providersNeedQueryToken ? "owner-in-query" : "owner";
  const base = "/media/providers/metadata";
  return [
    route(`GET ${base}`, () => providersReply([...providers.entries.values()]), {
      parameters: ["metadataTypes"],
      token,
    }),
    route(
      `POST ${base}`,
      async (asked) => providersReply([await providers.add(asked.value("uri") ?? "")]),
      { parameters: ["uri"], token },
    ),
    route(`GET ${base}/group`, () => groupsReply([...providers.groups.values()]), { token }),
    route(
      `POST ${base}/group`,
      (asked) => {
        const title = asked.value("title") ?? "";
        if (title === "") throw new Refusal(400, "a group needs a title");
        return groupsReply([providers.addGroup(title, asked.value("primaryIdentifier") ?? "")]);
      },
      { parameters: ["title", "primaryIdentifier"], token },
    ),
    route(
      `GET ${base}/group/{id}`,
      (_asked, path) => groupsReply([groupAt(numberIn(path, "id"))]),
      {
        token,
      },
    ),
    command(
      `PUT ${base}/group/{id}`,
      (asked, path) => {
        const group = groupAt(numberIn(path, "id"));
        providers.groups.set(group.id, { ...group, title: asked.value("title") ?? group.title });
      },
      { parameters: ["title"], token },
    ),
    command(
      `DELETE ${base}/group/{id}`,
      (_asked, path) => {
        const { id } = groupAt(numberIn(path, "id"));
        if ([...state.sections.values()].some(({ providerGroupId }) => providerGroupId === id)) {
          throw new Refusal(403, "the group is in use by a section");
        }
        providers.groups.delete(id);
      },
      { token },
    ),
    route(`GET ${base}/{id}`, providerAt, { token }),
    command(
      `PUT ${base}/{id}`,
      async (asked, path) => {
        const id = numberIn(path, "id");
        const uri = asked.value("uri") ?? providers.entries.get(id)?.uri ?? "";
        await providers.update(id, uri);
      },
      { parameters: ["uri"], token },
    ),
    command(`DELETE ${base}/{id}`, (_asked, path) => providers.remove(numberIn(path, "id")), {
      token,
    }),
  ];
}
