import { createInterface, type Interface } from "node:readline";
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

type Taker = (line: string | null) => void;

/** Lines as they are typed, also those typed before they are asked for; null: there are no more. */
function createLineQueue(lines: Interface): { next(): Promise<string | null> } {
  const typed: string[] = [];
  let isClosed = false;
  let taker: Taker | null = null;
  const give = (line: string | null): void => {
    const waiting = taker;
    taker = null;
    if (waiting !== null) waiting(line);
    else if (line !== null) typed.push(line);
  };
  lines.on("line", give);
  // A terminal that is read key by key gives Ctrl-C to us.
  lines.on("SIGINT", () => lines.close());
  lines.once("close", () => {
    isClosed = true;
    give(null);
  });
  return {
    next: () =>
      new Promise((resolve) => {
        const line = typed.shift();
        if (line !== undefined || isClosed) resolve(line ?? null);
        else taker = resolve;
      }),
  };
}

/** Over the terminal's own streams. */
export function createPrompter({ stdin, stdout, stopping }: Terminal): Prompter {
  if (stdin === undefined) throw ended();
  let isMuted = false;
  // What is typed is echoed to this stream: not while it is a secret. At once, so that no echo is judged later.
  const output = new Writable({
    write: (chunk: Buffer, _encoding, taken) => {
      if (!isMuted) stdout.write(chunk);
      taken();
    },
  });
  const lines = createInterface({
    input: stdin,
    output,
    terminal: stdin.isTTY === true,
    prompt: "",
  });
  const queue = createLineQueue(lines);
  const stop = (): void => lines.close();
  stopping.addEventListener("abort", stop, { once: true });

  const ask = async (question: string, hidden: boolean): Promise<string> => {
    isMuted = hidden;
    stdout.write(question);
    const line = await queue.next();
    isMuted = false;
    if (hidden) stdout.write("\n");
    if (line === null) throw ended();
    return line.trim();
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
    close: () => {
      stopping.removeEventListener("abort", stop);
      lines.close();
    },
  };
  return prompter;
}
