import { basename } from "node:path";

const KEBAB_CASE = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;

/** A local eslint plugin with one rule: file names are kebab-case. */
export const fileNames = {
  rules: {
    "kebab-case": {
      meta: {
        type: "suggestion",
        schema: [],
        messages: { name: "Name the file in kebab-case; '{{name}}' is not." },
      },
      create(context) {
        return {
          Program(node) {
            const name = basename(context.filename);
            if (!KEBAB_CASE.test(name)) context.report({ node, messageId: "name", data: { name } });
          },
        };
      },
    },
  },
};
