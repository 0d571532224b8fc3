export { observeItems, type ObserveDeps } from "./observe-items.ts";
