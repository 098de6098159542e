import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runCommand, UsageError } from '../../infra/command-line.ts';
import { temporaryFolder } from '../local/support/assembly.ts';

const root = join(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Every command of the project, but the gate. */
const commands = Object.entries(scripts).flatMap(([name, script]) => {
  const file = /^node (\S+)$/.exec(script)?.[1];
  return file === undefined || file === 'test/gate.ts' ? [] : [{ name, file }];
});

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(
  file: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...environment } };
    const child = execFile(process.execPath, [file, ...words], options, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
    child.stdin?.end();
  });
}

describe('Every command', () => {
  it('is among those of package.json', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['start', 'smoke', 'demo', 'restore', 'simulate', 'bench', 'faults', 'budgets']),
    );
  });

  it.each(commands)('$name says how it is used', async ({ name, file }) => {
    const [help, wrong] = await Promise.all([run(file, ['--help']), run(file, ['--no-such-option'])]);
    expect(help).toMatchObject({ code: 0, errors: '' });
    expect(help.output).toMatch(new RegExp(`^usage: .*\\b${name}\\b`));
    expect(wrong).toMatchObject({ code: 2, output: '' });
    expect(wrong.errors).toContain("Unknown option '--no-such-option'");
    expect(wrong.errors).toContain('\nusage: ');
    expect(wrong.errors).not.toMatch(/^ +at /m);
  });
});

describe('A command that fails', () => {
  const outcome = async (error: Error): Promise<{ code: unknown; errors: string }> => {
    const before = process.exitCode;
    const write = process.stderr.write.bind(process.stderr);
    let errors = '';
    process.stderr.write = (text: string | Uint8Array) => {
      errors += String(text);
      return true;
    };
    try {
      await runCommand('usage: x', () => Promise.reject(error), []);
      return { code: process.exitCode, errors };
    } finally {
      process.stderr.write = write;
      process.exitCode = before;
    }
  };

  it('says why, and shows a stack for a bug alone', async () => {
    expect(await outcome(new Error('There is no table.'))).toEqual({
      code: 1,
      errors: 'There is no table.\n',
    });
    expect(await outcome(new UsageError('wrong'))).toEqual({ code: 2, errors: 'wrong\n' });
    expect((await outcome(new TypeError('bug'))).errors).toMatch(/^TypeError: bug\n +at /);
  });
});

describe('What stands in the way is said:', () => {
  it('no assembly to read stacks with', async () => {
    const empty = temporaryFolder();
    const { code, errors } = await run('infra/stack-trace.ts', ['--assembly', empty]);
    expect(code).toBe(1);
    expect(errors).toContain(`There is no assembly in ${empty}.`);
    expect(errors).toContain('npx cdk synth -q');
  });

  it('no file of chaos', async () => {
    const { code, errors } = await run('infra/laptop/start.ts', ['--chaos', 'nowhere.json'], { PORT: '0' });
    expect({ code, errors }).toEqual({ code: 1, errors: 'There is no file nowhere.json.\n' });
  });

  it('a placeholder in the settings of production', async () => {
    const environment = {
      CDK_OUTDIR: temporaryFolder(),
      CDK_CONTEXT_JSON: JSON.stringify({ environment: 'production' }),
    };
    const { code, errors } = await run('infra/app.ts', [], environment);
    expect(code).toBe(1);
    expect(errors).toContain('issuer is a placeholder');
    expect(errors).not.toMatch(/^ +at /m);
  });
});
