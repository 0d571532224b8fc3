import * as z from "zod";

export interface StashBoxInput {
  readonly endpoint: string;
  readonly api_key: string;
  readonly name: string;
}

export interface StashBoxResult {
  readonly valid: boolean;
  readonly status: string;
}

const answerSchema = z.object({ data: z.object({ me: z.object({ name: z.string() }) }) });

/** Stash POSTs a fixed document to any address, with the key in a header, and shows what comes back (4.14). */
export async function validateStashBox({
  endpoint,
  api_key: key,
}: StashBoxInput): Promise<StashBoxResult> {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: key },
      body: JSON.stringify({ operationName: "Me", query: "query Me { me { name } }" }),
    });
    const { me } = answerSchema.parse(await response.json()).data;
    return { valid: true, status: `Successfully authenticated as ${me.name}` };
  } catch {
    return { valid: false, status: "No response from server" };
  }
}
