/** A form as Express parses it: anything may come. */
export type Form = Readonly<Record<string, unknown>>;

export const formOf = (body: unknown): Form =>
  typeof body === "object" && body !== null ? (body as Form) : {};

const MOST_LETTERS = 2_000;

/** One field, trimmed; empty when it is missing or no text. */
export function fieldOf(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value.trim().slice(0, MOST_LETTERS) : "";
}

/** All values of a field that may come several times, such as tick boxes. */
export function fieldsOf(form: Form, name: string): readonly string[] {
  const value = form[name];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}

export const isTicked = (form: Form, name: string): boolean => form[name] === "on";
