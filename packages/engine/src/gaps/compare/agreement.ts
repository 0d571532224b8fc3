import type { Agreement } from "../gap.ts";

/** Rounded down, so that 100 means all. Where there was nothing to compare, nothing differs. */
export const agreementOf = (agreeing: number, differing: number): Agreement => {
  const compared = agreeing + differing;
  const percent = compared === 0 ? 100 : Math.floor((agreeing / compared) * 1_000) / 10;
  return { agreeing, compared, percent };
};
