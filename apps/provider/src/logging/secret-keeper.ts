import { createRedact, type Redact } from "./redaction.ts";

/** Redacts secrets that become known only while the program runs: in the set-up they are entered on a page. */
export interface SecretKeeper {
  readonly add: (...secrets: readonly string[]) => void;
  readonly redact: Redact;
}

export function createSecretKeeper(secrets: readonly string[]): SecretKeeper {
  const known = new Set(secrets);
  let redact = createRedact(secrets);
  return {
    add: (...more) => {
      const fresh = more.filter((secret) => !known.has(secret));
      if (fresh.length === 0) return;
      for (const secret of fresh) known.add(secret);
      redact = createRedact([...known]);
    },
    redact: (text) => redact(text),
  };
}
