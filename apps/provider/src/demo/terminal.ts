/** Where the demo prints; a terminal or a pipe. */
export interface DemoOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width in characters, on a terminal. */
  readonly columns?: number;
}

export interface Progress {
  /** @param note what is going on, such as `12 matched` */
  update(done: number, total: number, note: string): void;
  end(): void;
}

const BAR_WIDTH = 30;
const CLEAR_LINE = "\r\u001b[2K";
/** Without a terminal, a line at each quarter says enough. */
const PLAIN_STEPS = 4;

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}

function terminalProgress(output: DemoOutput, label: string): Progress {
  return {
    update(done, total, note) {
      const share = total === 0 ? 1 : done / total;
      const line = `  ${label} ${bar(share)} ${done}/${total}  ${note}`;
      output.write(CLEAR_LINE + line.slice(0, (output.columns ?? 80) - 1));
    },
    end() {
      output.write("\n");
    },
  };
}

function plainProgress(output: DemoOutput, label: string): Progress {
  let shown = 0;
  return {
    update(done, total, note) {
      const step = total === 0 ? PLAIN_STEPS : Math.floor((done / total) * PLAIN_STEPS);
      if (step === shown) return;
      shown = step;
      output.write(`  ${label} ${done}/${total}  ${note}\n`);
    },
    end: () => undefined,
  };
}

/** A bar that moves on a terminal; some plain lines elsewhere. */
export function createProgress(output: DemoOutput, label: string): Progress {
  return output.isTTY === true ? terminalProgress(output, label) : plainProgress(output, label);
}

/** Rows in columns, two blanks between them; columns of numbers stand right, a word at their head or not. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const cells = Array.from({ length: columns }, (_, index) => rows.map((row) => row[index] ?? ""));
  const widths = cells.map((column) => Math.max(...column.map((cell) => cell.length)));
  const isNumeric = cells.map((column) =>
    column.slice(1).every((cell) => /^[0-9.,]*(?: ms)?$/.test(cell)),
  );
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return isNumeric[index] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
