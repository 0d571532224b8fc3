/** What a JSON text says, or undefined when it is none: `undefined` is no value of JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
