import { baseStyle } from "./style/base-style.ts";
import { componentStyle } from "./style/component-style.ts";
import { listStyle } from "./style/list-style.ts";

/** The one style sheet of all pages: readable on a phone, in the dark, and by keyboard. */
export const pageStyle = [baseStyle, componentStyle, listStyle].join("\n");
