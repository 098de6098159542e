import type { BuildOptions } from 'esbuild';
import { withoutJsonSchemas } from './without-json-schemas.ts';

/**
 * A Lambda function gets its credentials from the environment, where the SDK looks first. The other providers would be
 * a fifth of every bundle.
 */
const unusedCredentialProviders = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** CommonJS packages in the bundle still call `require` for Node's modules. */
const requireInModule = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/**
 * One minified module per function, including the SDK. Function names come from the source map: `keepNames` would add
 * 28 KB to every bundle, mostly for names inside packages.
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
  plugins: [withoutJsonSchemas],
} satisfies BuildOptions;
