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

/** What the linter, with this project's settings, finds in the files, as `FILE RULE`. */
function lint(sources: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [file, source] of Object.entries(sources)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    }
    const oxlint = join(root, 'node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['--format', 'json'], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = Report.parse(JSON.parse(stdout));
    return diagnostics.map(({ filename, code }) => `${filename} ${/[\w-]+(?=\)$)/.exec(code)?.[0] ?? code}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files that may not import what they do. */
function forbiddenIn(imports: Readonly<Record<string, string>>): string[] {
  const sources = Object.entries(imports).map(([file, specifier]) => {
    const kind = file.endsWith('.ts') ? 'type ' : '';
    return [file, `export ${kind}* from '${specifier}';\n`] as const;
  });
  const rule = ' no-restricted-imports';
  const found = lint(Object.fromEntries(sources)).filter((finding) => finding.endsWith(rule));
  return found.map((finding) => finding.slice(0, -rule.length));
}

it('The linter refuses import cycles, also of types, and files of more than 250 lines', () => {
  const line = 'export const a = 1;\n';
  const found = lint({
    'shared/domain/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
    'shared/domain/b.ts': "import type { A } from './a.ts';\nexport type B = A;\n",
    'test/long.ts': line + '\n'.repeat(250),
    'test/not-long.ts': line + '\n'.repeat(249),
  });
  expect(found.toSorted()).toEqual([
    'shared/domain/a.ts no-cycle',
    'shared/domain/b.ts no-cycle',
    'test/long.ts max-lines',
  ]);
});

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
    'clients/cli/mm.ts': '../../shared/store/x.ts',
    'clients/cli/nn.ts': '../../infra/x.ts',
    'clients/console/src/oo.tsx': '../../../shared/http/x.ts',
    'clients/lib/api/pp.ts': 'node:fs',
    'clients/lib/api/qq.ts': '../../cli/x.ts',
    'clients/lib/api/rr.ts': '../../../shared/commands/x.ts',
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
    'clients/cli/ss.ts': '../../shared/http/contract/x.ts',
    'clients/cli/tt.ts': 'node:fs',
    'clients/console/src/uu.tsx': '../../lib/api/x.ts',
    'clients/lib/api/vv.ts': '../../../shared/domain/x.ts',
  };
  expect(forbiddenIn({ ...forbidden, ...allowed }).toSorted()).toEqual(Object.keys(forbidden).toSorted());
});
