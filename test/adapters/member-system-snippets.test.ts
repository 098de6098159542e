import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { webhookHeaders } from '../../functions/workers/propagate-contact/signature.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/member-systems.md'), 'utf8');
// Inside the project, so that a snippet finds its packages.
const folder = mkdtempSync(join(root, 'node_modules', '.snippets-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Language {
  readonly fence: string;
  readonly command: string;
  readonly file: string;
  /** A program that reads headers, body and secret as JSON, and prints the `serviceId` of a genuine call. */
  readonly program: (snippet: string) => string;
}

const languages: readonly Language[] = [
  {
    fence: 'js',
    command: process.execPath,
    file: 'verify.mjs',
    program: (snippet) => `${snippet}
import { readFileSync } from 'node:fs';
const { headers, body, secret } = JSON.parse(readFileSync(0, 'utf8'));
console.log(verified(headers, body, secret).serviceId);`,
  },
  {
    fence: 'python',
    command: 'python3',
    file: 'verify.py',
    program: (snippet) => `${snippet}
import sys
call = json.load(sys.stdin)
print(verified(call["headers"], call["body"], call["secret"])["serviceId"])`,
  },
  {
    fence: 'php',
    command: 'php',
    file: 'verify.php',
    program: (snippet) => `<?php
${snippet}
$call = json_decode(file_get_contents('php://stdin'), true);
echo verified($call['headers'], $call['body'], $call['secret'])['serviceId'], "\n";`,
  },
];

const isHere = ({ command }: Language): boolean => spawnSync(command, ['--version']).status === 0;

const snippetOf = ({ fence }: Language): string =>
  new RegExp(`\\n\`\`\`${fence}\\n(?<code>.*?)\\n\`\`\``, 's').exec(page)?.groups?.['code'] ?? '';

const secret = 'whsec_QSBzZWNyZXQgdGhhdCBib3RoIHNpZGVzIGtub3c=';
const body =
  '{"serviceId":"0033972101234","revision":7,"contacts":{"technical":"ab12345-ovh"},"cause":"join"}';
const headersAt = (now: Date) => webhookHeaders({ id: 'join:7:0033972101234', body, now }, secret);

describe('A snippet of the page on member systems', () => {
  it.each(languages)('is there in $fence', (language) => {
    expect(snippetOf(language)).toContain('verified');
  });

  it.each(languages.filter(isHere))('takes a genuine call and no other, in $fence', (language) => {
    const path = join(folder, language.file);
    writeFileSync(path, language.program(snippetOf(language)));
    const said = (call: object): string => {
      const input = JSON.stringify({ headers: headersAt(new Date()), body, secret, ...call });
      return spawnSync(language.command, [path], { input, encoding: 'utf8' }).stdout.trim();
    };
    expect(said({})).toBe('0033972101234');
    expect(said({ body: body.replace('1234', '1235') })).toBe('');
    expect(said({ secret: 'whsec_YW5vdGhlcg==' })).toBe('');
    expect(said({ headers: { ...headersAt(new Date()), 'webhook-id': 'join:8:0033972101234' } })).toBe('');
    expect(said({ headers: headersAt(new Date(Date.now() - 600_000)) })).toBe('');
  });
});
