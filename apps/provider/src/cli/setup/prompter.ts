import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

import { plainText } from "../steering/plain-table.ts";
import type { Terminal } from "../terminal.ts";
import { OperatorError } from "../../serving/operator-error.ts";

/** Asks a person. Every question rejects with an `OperatorError` when there is nobody (any more) to answer. */
export interface Prompter {
  /** The answer without blanks at its ends; an empty one means the suggestion. */
  text(question: string, suggestion: string | null): Promise<string>;
  /** The same, but what is typed is not shown. */
  secret(question: string): Promise<string>;
  yesOrNo(question: string, suggestion: boolean): Promise<boolean>;
  say(text: string): void;
  close(): void;
}

const ended = (): OperatorError =>
  new OperatorError("Ended before all was answered. What was not done yet was not begun.");

/** Over the terminal's own streams. */
export function createPrompter({ stdin, stdout, stopping }: Terminal): Prompter {
  if (stdin === undefined) throw ended();
  let isMuted = false;
  // What is typed is echoed to this stream: not while it is a secret.
  const output = new Writable({
    write: (chunk: Buffer, _encoding, taken) => {
      if (isMuted) taken();
      else stdout.write(chunk, taken);
    },
  });
  const lines = createInterface({ input: stdin, output, terminal: stdin.isTTY === true });
  const closed = new AbortController();
  lines.once("close", () => closed.abort());
  const signal = AbortSignal.any([stopping, closed.signal]);

  const ask = async (question: string, hidden: boolean): Promise<string> => {
    stdout.write(question);
    isMuted = hidden;
    try {
      return (await lines.question("", { signal })).trim();
    } catch {
      throw ended();
    } finally {
      isMuted = false;
      if (hidden) stdout.write("\n");
    }
  };
  const prompter: Prompter = {
    text: async (question, suggestion) => {
      const hint = suggestion === null ? "" : ` [${plainText(suggestion)}]`;
      const answer = await ask(`${question}${hint}: `, false);
      return answer === "" ? (suggestion ?? "") : answer;
    },
    secret: (question) => ask(`${question}: `, true),
    yesOrNo: async (question, suggestion) => {
      for (;;) {
        const answer = (
          await ask(`${question} [${suggestion ? "Y/n" : "y/N"}]: `, false)
        ).toLowerCase();
        if (answer === "") return suggestion;
        if (["y", "yes"].includes(answer)) return true;
        if (["n", "no"].includes(answer)) return false;
        prompter.say("Please answer y or n.");
      }
    },
    say: (text) => {
      stdout.write(`${text}\n`);
    },
    close: () => lines.close(),
  };
  return prompter;
}
