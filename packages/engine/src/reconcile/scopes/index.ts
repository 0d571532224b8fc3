export { reconcileScope, type ScopeDeps } from "./reconcile-scope.ts";
