import type { Query } from "../../http/query-encoding.ts";
import type { Logger } from "../../log.ts";
import { orElse } from "./either-route.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsConnection } from "./pms-connection.ts";
import { named } from "./pms-contact.ts";
import { PmsError } from "./pms-error.ts";
import { requireSectionKey } from "./required-ids.ts";
import { readSections } from "./server-reads.ts";

/** Which agent a section uses, and new sections. */
export function createSectionSetUp(
  connection: PmsConnection,
  logger: Logger,
): Pick<PmsClient, "assignSection" | "createSection"> {
  return {
    assignSection: async (sectionKey, { identifier, providerGroupId }, { signal } = {}) => {
      const key = requireSectionKey(sectionKey);
      await connection.send({
        method: "PUT",
        path: `library/sections/${key}`,
        // Without the agent the answer is 400 (docs/reference/plex-contract.md, section 10).
        query: [
          ["agent", identifier],
          ["metadataAgentProviderGroupId", providerGroupId],
        ],
        token: "header-and-query",
        action: `change the agent of section ${key}`,
        signal,
      });
    },
    createSection: async (section, { signal } = {}) => {
      const { name, locations, agent, providerGroupId, language = "en-US" } = section;
      const before = new Set(
        (await readSections(connection, logger, signal)).map(({ key }) => key),
      );
      const common: Query = [
        ["name", name],
        ["agent", agent],
        ["scanner", "Plex Movie"],
        ["language", language],
        ...(providerGroupId === undefined
          ? []
          : [["metadataAgentProviderGroupId", providerGroupId] as const]),
      ];
      const create = (path: string, query: Query): Promise<string> =>
        connection.send({
          method: "POST",
          path,
          query: [...common, ...query],
          action: "create a library",
          signal,
        });
      await orElse(
        () =>
          create("library/sections", [
            ["type", "movie"],
            ...locations.map((path) => ["location", path] as const),
          ]),
        () =>
          create("library/sections/all", [
            ["type", 1],
            ...locations.map((path) => ["locations", path] as const),
          ]),
      );
      const sections = await readSections(connection, logger, signal);
      const made = sections.find(({ key, title }) => !before.has(key) && title === name);
      if (made !== undefined) return made;
      throw new PmsError(
        "server-error",
        `${named(connection.contact)} took the new library and does not list it. Look into Plex's log, and whether it can read the folders.`,
        200,
      );
    },
  };
}
