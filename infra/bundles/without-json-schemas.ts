import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const generator = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/;
const exported = /^export (?:(?:const|function) (\w+)|\{ \w+ as (\w+) \};)/gm;

const unavailable = `const unavailable = () => { throw new Error('Bundles have no generator of JSON schemas.'); };`;

/** Leaves out zod's generator of JSON schemas, 18 KB of each bundle: only the build uses it. */
export const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  setup(build) {
    build.onLoad({ filter: generator }, async ({ path }) => {
      const names = Array.from((await readFile(path, 'utf8')).matchAll(exported), ([, a, b]) => a ?? b);
      const exports = names.map((name) => `export const ${name} = () => unavailable;`);
      return { contents: [unavailable, ...exports].join('\n'), loader: 'js' };
    });
  },
};
