import type { BuildOptions } from 'esbuild';

/**
 * Ways to credentials that no Lambda function takes: it has them in its environment, where the SDK looks first.
 * They would be a fifth of every bundle.
 */
const unusedCredentialProviders = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** CommonJS packages inside an ES module still ask for Node's own modules by `require`. */
const requireInModule = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/**
 * How a function's code is made: one module, the SDK included, minified. Names are left to the source map, which has
 * them too: `keepNames` adds 28 KB to every bundle, for names of packages above all.
 */
export const bundleOptions = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  external: [...unusedCredentialProviders, '@smithy/credential-provider-imds'],
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: requireInModule },
  legalComments: 'none',
} satisfies BuildOptions;
