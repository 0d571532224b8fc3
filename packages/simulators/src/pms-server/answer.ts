/** A value of an answer. In XML lists and objects become elements, everything else attributes. */
export type Value = string | number | boolean | undefined | Element | readonly Element[];

export interface Element {
  readonly [name: string]: Value;
}

/** The one list of a container. It has other names in XML: films are `Video`, pictures `Photo`. */
export interface ContainerList {
  readonly json: string;
  readonly xml: string;
  readonly size: number;
  readonly elements: Iterable<Element>;
}

export interface Container {
  readonly attributes: Element;
  readonly list: ContainerList | null;
}

export type Reply =
  | { readonly kind: "container"; readonly container: Container; readonly status?: number }
  | { readonly kind: "empty" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

/** Answers of writes have no body (docs/reference/plex-contract.md, fact 38). */
export const emptyReply: Reply = { kind: "empty" };

/** A whole list; without paging there is no totalSize, and an empty list has no key (11). */
export function listReply(
  list: Omit<ContainerList, "size"> & { readonly elements: readonly Element[] },
  attributes: Element = {},
): Reply {
  const size = list.elements.length;
  return {
    kind: "container",
    container: { attributes: { size, ...attributes }, list: { ...list, size } },
  };
}

/** An answer that is an error; the body is an html page whatever the client accepts (fact 38). */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}
