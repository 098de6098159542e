import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string().default(''), filename: z.string() })),
});

/** The files in which the linter, as this project sets it up, finds an import that the layout forbids. */
function forbiddenIn(sources: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [file, specifier] of Object.entries(sources)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      const kind = file.endsWith('.ts') ? 'type ' : '';
      writeFileSync(join(folder, file), `export ${kind}* from '${specifier}';\n`);
    }
    const oxlint = join(root, 'node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['--format', 'json'], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = Report.parse(JSON.parse(stdout));
    return diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename }) => filename);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('The linter refuses imports against the layout', () => {
  const forbidden = {
    'shared/store/a.ts': '../../infra/x.ts',
    'shared/http/b.ts': '../../functions/api/x/x.ts',
    'shared/http/c.ts': '@aws-sdk/client-dynamodb',
    'shared/domain/d.ts': '../store/x.ts',
    'shared/domain/e.ts': 'node:process',
    'functions/api/f/f.ts': '../g/g.ts',
    'functions/api/g/g.ts': '../h/settings.ts',
    'functions/api/h/h.ts': '../../workers/g/g.ts',
    'functions/api/i/i.ts': '../../../infra/x.ts',
    'functions/api/j/j.ts': '@aws-sdk/client-sqs',
    'infra/k.ts': '../test/x.ts',
    'infra/s.ts': '@aws-sdk/client-sqs',
    'infra/local/t.ts': '../openapi.ts',
    'infra/local/sqs/u.ts': '../../laptop/x.ts',
    'infra/local/sqs/v.ts': '../../../shared/x.ts',
    'infra/local/lambda/w.mjs': '../../../functions/x.ts',
    'shared/runtime/aa.ts': '../domain/x.ts',
    'shared/messages/bb.ts': '../store/x.ts',
    'shared/store/cc.ts': '../messages/x.ts',
    'shared/store/dd.ts': '@aws-sdk/client-dynamodb',
    'shared/commands/ee.ts': '../http/x.ts',
    'shared/commands/ff.ts': '../aws/x.ts',
    'shared/aws/gg.ts': '../commands/x.ts',
  };
  const allowed = {
    'shared/aws/l.ts': '@aws-sdk/client-dynamodb',
    'shared/http/m.ts': '../domain/x.ts',
    'shared/domain/n.ts': 'zod',
    'shared/store/hh.ts': '../domain/x.ts',
    'shared/commands/ii.ts': '../messages/x.ts',
    'shared/aws/jj.ts': '../store/x.ts',
    'infra/local/sqs/kk.ts': '../lib/x.ts',
    'shared/domain/o.ts': './x.ts',
    'functions/api/p/p.ts': '../../../shared/x.ts',
    'functions/api/q/q.ts': './x.ts',
    'functions/api/r/r.ts': '../settings.ts',
    'infra/ll.ts': '../functions/api/settings.ts',
  };
  expect(forbiddenIn({ ...forbidden, ...allowed }).toSorted()).toEqual(Object.keys(forbidden).toSorted());
});
