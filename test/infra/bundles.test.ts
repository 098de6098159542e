import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writeAssets } from '../../infra/bundle.ts';
import { readSettings } from '../../infra/environments.ts';
import { withoutMeta } from '../../infra/bundles/without-descriptions.ts';
import { functionBundles } from '../../infra/bundles/function-bundles.ts';

const limitBytes = 450_000;
/** They have a client of their own each, and nobody waits for their start. */
const largerLimitBytes = 900_000;
const mayBeLarger = /workers\/(?:publish-events|send-mail)\b/;

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.int() })) }),
  ),
});

let folder: string;
let outputs: [string, z.infer<typeof Metafile>['outputs'][string]][];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  await writeAssets(folder, functionBundles({ minify: true }), readSettings('local'));
  const metafile = Metafile.parse(JSON.parse(readFileSync(join(folder, 'bundles', 'metafile.json'), 'utf8')));
  outputs = Object.entries(metafile.outputs);
});
afterAll(() => rmSync(folder, { recursive: true }));

const inputsMatching = (pattern: RegExp) =>
  outputs.flatMap(([output, { inputs }]) =>
    Object.keys(inputs)
      .filter((input) => pattern.test(input))
      .map((input) => `${output}: ${input}`),
  );

describe('The bundles', () => {
  it('are within their limit', () => {
    expect(outputs.length).toBeGreaterThan(15);
    const tooLarge = outputs.filter(
      ([output]) =>
        statSync(join(import.meta.dirname, '../..', output)).size >=
        (mayBeLarger.test(output) ? largerLimitBytes : limitBytes),
    );
    expect(tooLarge.map(([output]) => output)).toEqual([]);
  });

  it('contain one locale of the schema library, and no code for places other than Lambda', () => {
    expect(inputsMatching(/zod\/.*\/locales\/(?!en\.|index\.)/)).toEqual([]);
    expect(inputsMatching(/nested-clients|credential-provider-(?:ini|sso|process|web-identity)/)).toEqual([]);
    expect(inputsMatching(/aws-cdk|fauxqs|vitest/)).toEqual([]);
    // Their generator is replaced by functions that throw.
    const sizes = outputs.flatMap(([, { inputs }]) =>
      Object.entries(inputs).flatMap(([input, { bytesInOutput }]) =>
        /zod\/.*json-schema/.test(input) ? [bytesInOutput] : [],
      ),
    );
    expect(Math.max(...sizes)).toBeLessThan(1_000);
  });

  it('leave out what only the OpenAPI document reads', () => {
    const described = outputs.filter(([output]) =>
      readFileSync(join(import.meta.dirname, '../..', output), 'utf8').includes('A client identifier'),
    );
    expect(described.map(([output]) => output)).toEqual([]);
  });
});

it('A description is left out with its parentheses and quotes, and its lines stay', () => {
  const source = "a.meta({\n  description: 'it (\\'s) \"x\"', y: f(1),\n}).b.meta(`)`)\n  .c();";
  expect(withoutMeta(source)).toBe('a\n\n.b\n  .c();');
  expect(() => withoutMeta("a.meta({ description: '('")).toThrow('no end');
});
