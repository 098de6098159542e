import type { BuildOptions } from 'esbuild';
import { withoutDescriptions } from './without-descriptions.ts';
import { withoutJsonSchemas } from './without-json-schemas.ts';

/** The SDK looks in the environment first. The other providers would be a fifth of every bundle. */
const unusedCredentialProviders = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** CommonJS packages in the bundle still call `require` for Node's modules. */
const requireInModule = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** One minified module per function, with the SDK. Names come from the source map: `keepNames` would add 28 KB. */
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
  plugins: [withoutJsonSchemas, withoutDescriptions],
} satisfies BuildOptions;
