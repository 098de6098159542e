import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../clients/cli/commands/commands.ts';
import { RunningStack } from '../support/running-stack.ts';
import { contacts, contactsOf } from './support/contacts.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'clients/cli/contacts.mjs');

let running: RunningStack;
let group: Awaited<ReturnType<RunningStack['group']>>;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  running = await RunningStack.shared();
  group = await running.group(40);
  environment = {
    ...process.env,
    CONTACTS_API: running.stack.url,
    CONTACTS_TOKEN: await running.token(group.administration),
    FORCE_COLOR: '1',
  };
});

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function execute(
  file: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = environment,
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, words, { cwd: root, env }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

describe('The process', () => {
  it('runs as `npx contacts` with the Node of the checkout, whatever Node the caller has', async () => {
    const path = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((part) => !part.includes('node_modules'));
    const ended = await execute('npx', ['contacts', 'group', group.groupId], {
      ...environment,
      PATH: path.join(delimiter),
    });
    expect(ended).toMatchObject({ code: 0, errors: '' });
    expect(ended.output).toContain(`Group ${group.groupId}\n`);
  });

  it('calls a local stack as anyone', async () => {
    const words = [program, 'me', '--json', '--as', group.heir, '--operator', '--api', running.stack.url];
    const ended = await execute(process.execPath, words);
    expect(ended).toMatchObject({ code: 0, errors: '' });
    expect(JSON.parse(ended.output)).toMatchObject({ nic: group.heir, isOperator: true });
  });

  it('writes no colour into a pipe, and ends quietly when the reader does', async () => {
    const node = process.execPath;
    const piped = `set -o pipefail; "${node}" "${program}" services ${group.groupId} --csv | head -1`;
    const ended = await execute('bash', ['-c', piped]);
    expect(ended).toEqual({
      code: 0,
      output: 'service,kind,administration,technical,billing,in sync\n',
      errors: '',
    });
  });

  it('ends at Ctrl-C, while what it follows goes on', async () => {
    const words = [program, 'change', group.groupId, '--technical', group.heir, '--wait'];
    const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = text(child.stdout);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
      if (errors.includes('It waits')) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect({ code, output: await output }).toEqual({ code: 130, output: '' });
    expect(errors).toMatch(/^It waits for the decision of .*\n$/);
    const { openChanges } = JSON.parse(
      (await contactsOf(running)(group.administration, `group ${group.groupId} --json`)).output,
    );
    expect(openChanges).toHaveLength(1);
  });
});

describe('--help', () => {
  const names = (help: string): string[] =>
    [...help.matchAll(/^ {2}([a-z]+)(?: [<[].*)? {2,}/gm)].map(([, name = '']) => name);

  it('lists every command, and shows each with an example in 80 columns', async () => {
    const { output, exitCode } = await contacts(['--help']);
    expect(exitCode).toBe(0);
    const found = names(output).filter((name) => name !== 'help');
    expect(found).toHaveLength(Object.values(commands).flat().length);
    for (const name of found) {
      const help = await contacts([name, '--help']);
      expect(help).toMatchObject({ exitCode: 0, errors: '' });
      expect(help.output).toContain(`Usage: contacts ${name}`);
      expect(help.output).toContain(`Examples:\n  $ contacts ${name}`);
      const long = help.output.split('\n').filter((line) => line.length > 80);
      expect(long).toEqual([]);
    }
  });
});
