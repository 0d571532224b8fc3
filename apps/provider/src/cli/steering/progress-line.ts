import type { Terminal } from "../terminal.ts";

export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Progress goes to the error output: the output itself is for what came out. */
export function progressLine({ stderr }: Terminal): ProgressLine {
  const isWatched = stderr.isTTY === true;
  let shown = "";
  return {
    show: (text) => {
      if (text === shown) return;
      shown = text;
      stderr.write(isWatched ? `\r\u001B[2K${text}` : `${text}\n`);
    },
    clear: () => {
      if (isWatched && shown !== "") stderr.write("\r\u001B[2K");
    },
  };
}
