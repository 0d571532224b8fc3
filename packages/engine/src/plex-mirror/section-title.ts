import { foldText } from "@stash2plex/shared/paths";

/** Whether a title that somebody wrote is that of a section; case and blanks around it do not count. */
export const isSameTitle = (a: string, b: string): boolean =>
  foldText(a.trim()) === foldText(b.trim());
