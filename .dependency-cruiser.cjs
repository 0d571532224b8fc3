/** The layers of the house: apps -> engine -> shared. Simulators stand beside it, for tests and the demo. */
const tests = "\\.test\\.ts$|/test/|/bench/";

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "apps-not-on-each-other",
      comment: "Each app is delivered alone.",
      severity: "error",
      from: { path: "^apps/([^/]+)/" },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "packages-not-on-apps",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^apps/" },
    },
    {
      name: "shared-stands-alone",
      severity: "error",
      from: { path: "^packages/shared/", pathNot: tests },
      to: { path: "^packages/(engine|simulators)/" },
    },
    {
      name: "shared-stays-pure",
      comment:
        "packages/shared does no I/O of its own: it may use types of Node and node:crypto, nothing else.",
      severity: "error",
      from: { path: "^packages/shared/src/", pathNot: tests },
      to: {
        dependencyTypes: ["core"],
        dependencyTypesNot: ["type-only"],
        pathNot: "^(node:)?crypto$",
      },
    },
    {
      name: "simulators-on-shared-only",
      severity: "error",
      from: { path: "^packages/simulators/", pathNot: tests },
      to: { path: "^packages/engine/" },
    },
    {
      name: "simulators-only-for-tests-and-demo",
      severity: "error",
      from: {
        path: "^(apps|packages)/",
        pathNot: `^packages/simulators/|^apps/provider/src/demo/|${tests}`,
      },
      to: { path: "^packages/simulators/" },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: "^(apps|packages)/", pathNot: tests },
      to: { path: tests, pathNot: "node_modules" },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/|\\.turbo" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      // Packages that hold nothing but types have no "main".
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
