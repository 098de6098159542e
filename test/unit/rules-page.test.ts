import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  MemberFailureCode,
  otherCode,
  ProblemCode,
  RejectionCode,
  TargetFailureCode,
  WarningCode,
} from '../../shared/domain/codes.ts';
import { ChangeState } from '../../shared/domain/contact-change.ts';
import { TargetState } from '../../shared/domain/reassignment-target.ts';
import { ReassignmentState } from '../../shared/domain/reassignment.ts';
import { rights } from '../../shared/domain/rights.ts';
import { MemberState } from '../../shared/http/contract/shapes.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/rules.md'), 'utf8');

/** The rows of tables below a heading, down to the next heading of its level or a higher one. */
function rowsBelow(heading: string): string[] {
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  const level = heading.indexOf(' ');
  const isEnd = (line: string) => /^#+ /.test(line) && line.indexOf(' ') <= level;
  const length = lines.slice(start + 1).findIndex(isEnd);
  const section = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
  return start === -1 ? [] : section.filter((line) => line.startsWith('| `'));
}

/** The codes and states that the rows explain: those of their first cells. */
const explainedBelow = (heading: string): string[] =>
  rowsBelow(heading).flatMap((row) =>
    Array.from(row.slice(0, row.indexOf(' | ')).matchAll(/`([a-z-]+)`/g), ([, code = '']) => code),
  );

it('Every rule that is cited has a heading', () => {
  const files = globSync(['{docs,functions,infra,shared,test}/**/*.{ts,mjs,md}', '*.md'], { cwd: root });
  const cited = files.flatMap(
    (file) => readFileSync(join(root, file), 'utf8').match(/\bR[1-9][0-9]?\b/g) ?? [],
  );
  const headed = Array.from(page.matchAll(/^## (R[0-9]+) ./gm), ([, rule = '']) => rule);
  expect(headed).toEqual(Array.from({ length: 11 }, (_, index) => `R${index + 1}`));
  expect([...new Set(cited)].filter((rule) => !headed.includes(rule))).toEqual([]);
});

/** Below each heading: all that the contract can say there, in any order. */
const whole: Readonly<Record<string, readonly string[]>> = {
  '### Problems': ProblemCode.options,
  '### A contact change': ChangeState.options,
  '### A member of a change': MemberState.options,
  '### A reassignment': ReassignmentState.options,
  '### A target of a reassignment': TargetState.options,
  '### Rejections': [...RejectionCode.options, otherCode],
  '### Warnings': WarningCode.options,
  '### Failures of members': [...MemberFailureCode.options, otherCode],
  '### Failures of targets': [...TargetFailureCode.options, otherCode],
};

for (const [heading, codes] of Object.entries(whole)) {
  it(`The page explains exactly these codes: ${heading.replaceAll('#', '').trim()}`, () => {
    expect(explainedBelow(heading).toSorted()).toEqual(codes.toSorted());
  });
}

it('The page explains every right', () => {
  expect(explainedBelow('## Rights')).toEqual(rights);
});
