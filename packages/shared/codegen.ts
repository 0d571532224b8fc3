import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "src/stash/schema/*.graphql",
  documents: "src/stash/operations/*.graphql",
  ignoreNoDocuments: false,
  generates: {
    "src/stash/generated/operations.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
      config: {
        documentMode: "documentNode",
        useTypeImports: true,
        enumsAsTypes: true,
        enumType: "string-literal",
        skipTypename: true,
        immutableTypes: true,
        strictScalars: true,
        scalars: {
          ID: { input: "string | number", output: "string" },
          Int64: "number",
          Time: "string",
          Timestamp: "string",
          Map: "Readonly<Record<string, unknown>>",
          PluginConfigMap: "Readonly<Record<string, unknown>>",
        },
      },
    },
  },
};

export default config;
