import * as z from "zod";

import type { Logger } from "../../log.ts";
import { type PmsCall, type PmsConnection } from "./pms-connection.ts";
import { notPms } from "./pms-failure.ts";
import { elementsOf } from "./tolerant-values.ts";

/** What every answer of Plex's interface is wrapped in; its lists are named by what they hold. */
export type Container = Readonly<Record<string, unknown>>;

const envelope = z.object({ MediaContainer: z.record(z.string(), z.unknown()) });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Reads one container. Answers of writes are not read at all (docs/reference/plex-contract.md, fact 38). */
export async function readContainer(
  { contact, send }: Pick<PmsConnection, "contact" | "send">,
  call: PmsCall & { readonly method: "GET" | "PUT" },
): Promise<Container> {
  const answer = parseJson(await send(call));
  if (answer === null) throw notPms(contact, "something that is not JSON", 200);
  const parsed = envelope.safeParse(answer);
  if (!parsed.success) throw notPms(contact, "JSON of another program", 200);
  return parsed.data.MediaContainer;
}

/** The elements of a container's list that can be understood; one broken element does not spoil the others. */
export function understoodOf<Record>(
  schema: z.ZodType<Record>,
  list: unknown,
  logger: Logger,
): Record[] {
  return elementsOf(list).flatMap((element) => {
    const parsed = schema.safeParse(element);
    if (parsed.success) return [parsed.data];
    const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
    logger.debug("Plex sent an entry that was not understood, and it was left out", { fields });
    return [];
  });
}
