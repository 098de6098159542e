/** `npm run stack-trace`: reads lines of a function's log, and prints them with stacks that lead to the source. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { readOptions, runCommand } from './command-line.ts';
import { resolveStack, type MappedCode } from './bundles/resolve-stack.ts';

const usage = 'usage: stack-trace [--assembly cdk.out] [FUNCTION] < LOG';

const Map = z.object({
  version: z.number(),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

/** The function that a line of the log is from, `advance-change`. */
const functionOf = (line: string): string | undefined =>
  /"service":"(\w+)"/.exec(line)?.[1]?.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function readCode(assembly: string, name: string): MappedCode {
  const [bundle] = globSync(`bundles/*/${basename(name)}/index.mjs`, { cwd: assembly });
  if (bundle === undefined) throw new Error(`${assembly} has no function ${name}.`);
  const map = join(assembly, `${dirname(bundle).replace(/^bundles/, 'source-maps')}.mjs.map`);
  return {
    code: readFileSync(join(assembly, bundle), 'utf8'),
    map: Map.parse(JSON.parse(readFileSync(map, 'utf8'))),
  };
}

// Whoever reads the output may have seen enough.
process.stdout.on('error', () => process.exit());

const schema = z.object({
  assembly: z.string().min(1).default('cdk.out'),
  positionals: z.array(z.string()).max(1, 'takes one function at most'),
});

await runCommand(usage, async (words) => {
  const options = { assembly: { type: 'string' } } as const;
  const { assembly, positionals } = readOptions({ usage, options, allowPositionals: true, schema }, words);
  if (!existsSync(join(assembly, 'bundles')))
    throw new Error(
      `There is no assembly in ${assembly}. Name the kept one of the deployment with --assembly, or check out\n` +
        'its commit and build it again: npm ci && npx cdk synth -q',
    );
  for await (const line of createInterface({ input: process.stdin })) {
    const name = functionOf(line) ?? positionals[0];
    const resolved = name === undefined ? line : resolveStack(line, readCode(assembly, name));
    process.stdout.write(`${resolved.replaceAll(String.raw`\n`, '\n')}\n`);
  }
});
