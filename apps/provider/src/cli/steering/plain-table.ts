/** A column is not made wider for the few that are longer. */
const widest = 50;

/** Titles and file names come from elsewhere: nothing in them may steer the terminal. */
export const plainText = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** Lines with columns under each other; nothing is cut. */
export function plainTable(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map(plainText));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, text] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, Math.min(text.length, widest));
    }
  }
  return cells.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
