import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/deployment.md'), 'utf8');

/** What runs each command that is marked as run on a laptop. */
const shownBy: Readonly<Record<string, string>> = {
  'npm ci': '.ci/run',
  'npx cdk synth -q -c environment=production': 'test/laptop/commands.test.ts',
  'npm run smoke -- --api $ApiUrl': 'test/e2e/smoke.test.ts',
};

/** Only an account has these. */
const needsAccount = /^(?:aws |npx cdk (?:bootstrap|deploy|diff|destroy)\b|curl \$ApiUrl\/)/;

/** The commands of the page's shell blocks, without the shell's own words and with continued lines as one. */
const commands = Array.from(page.matchAll(/```sh\n([\s\S]*?)```/g), ([, block = '']) => block)
  .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
  .map((line) => line.trim())
  .filter((line) => line !== '' && !/^(?:for |done$)/.test(line))
  .map((line) => {
    const [command = '', remark = ''] = line.split(/\s+# ?/);
    return { command, isMarked: remark.startsWith('(laptop)') };
  });

describe('The page on deployment', () => {
  it('marks each command that needs no account, and no other', () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const { command, isMarked } of commands)
      expect([command, isMarked]).toEqual([command, !needsAccount.test(command)]);
  });

  it('marks only commands that a test or the gate runs here', () => {
    const inText = Array.from(
      page.matchAll(/`([^`\n]+)` \*\*\(laptop\)\*\*/g),
      ([, command = '']) => command,
    );
    const marked = [...commands.filter(({ isMarked }) => isMarked).map(({ command }) => command), ...inText];
    expect(marked.toSorted()).toEqual(Object.keys(shownBy).toSorted());
    for (const file of Object.values(shownBy)) expect(existsSync(join(root, file))).toBe(true);
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('\nnpm ci ');
  });
});
