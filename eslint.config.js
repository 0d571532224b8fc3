import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { fileNames } from "./scripts/lib/eslint-file-names.mjs";

const typescriptFiles = ["**/*.ts"];
const testFiles = ["**/*.test.ts", "**/*.test.mjs"];
// These tools read their configuration from the default export.
const configFiles = ["**/*.config.ts", "**/*.config.mjs", "**/*.config.js", "**/codegen.ts"];

export default defineConfig([
  {
    ignores: ["**/dist/", "**/generated/", "**/coverage/", "**/.turbo/", "**/node_modules/"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: typescriptFiles,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    extends: [tseslint.configs.recommended],
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs" },
  },
  {
    plugins: { house: fileNames },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "house/kebab-case": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportDefaultDeclaration",
          message: "Export by name: a name can be searched, and is the same everywhere.",
        },
      ],
    },
  },
  {
    files: configFiles,
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: testFiles,
    rules: {
      // A table of cases may be long, and `expect(object.method)` binds nothing.
      "max-lines": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
]);
