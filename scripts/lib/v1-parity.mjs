/** Rows of the inventory of version 1: 44 bugs of its history, 22 defects of its last version. */
const known = { B: 44, L: 22 };

const everyId = Object.entries(known).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

/** Titles of tests, in quotes or backquotes behind `it(`, `describe(` or `.each(...)(`. */
const titlePattern = /(?:\b(?:it|test|describe)|\))\(\s*(["'`])(.*?)\1/gs;

/** Names of cases in a table, for titles such as `%s: ...`. */
const casePattern = /\[\s*"([BL]\d+)"/g;

const rowsOf = (page) =>
  [...page.matchAll(/^\| ([BL]\d+) +\|(.*)\|$/gm)].map(([, id, rest]) => ({
    id,
    files: [...(rest.split("|").at(-1) ?? "").matchAll(/`([^`]+)`/g)].map(([, file]) => file),
  }));

const namesRow = (source, id) => {
  const isNamed = new RegExp(`\\b${id}\\b`);
  return (
    [...source.matchAll(titlePattern)].some(([, , title]) => isNamed.test(title)) ||
    [...source.matchAll(casePattern)].some(([, name]) => name === id)
  );
};

/**
 * What is wrong with docs/v1-parity.md, one sentence each.
 *
 * @param {string} page
 * @param {(file: string) => string | null} read null: there is no such file
 * @returns {string[]}
 */
export function parityProblems(page, read) {
  const rows = rowsOf(page);
  const ids = rows.map(({ id }) => id);
  return [
    ...everyId.filter((id) => !ids.includes(id)).map((id) => `${id} has no row.`),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `${id} has more than one row.`),
    ...ids.filter((id) => !everyId.includes(id)).map((id) => `${id} is no row of the inventory.`),
    ...rows
      .filter(({ files }) => files.length === 0)
      .map(({ id }) => `${id} names no test in its last column.`),
    ...rows.flatMap(({ id, files }) =>
      files.flatMap((file) => {
        const source = read(file);
        if (source === null) return [`${id}: ${file} does not exist.`];
        return namesRow(source, id) ? [] : [`${id}: no test in ${file} has the row in its name.`];
      }),
    ),
  ];
}
