import * as z from 'zod';
import { Role } from '../../../shared/domain/roles.ts';
import { GivenTime } from '../../../shared/http/contract/change-body.ts';
import { readGroupId, readNic } from '../../lib/values/ids.ts';
import type { Reading } from '../../lib/values/reading.ts';
import { readServiceId, type CountryCode } from '../../lib/values/service-id.ts';
import { adviceFor, type CellProblem } from './advice.ts';
import { plainTitle } from './titles.ts';

/** An issue of a cell: what is wrong with it, by a code, and what to do about it. */
function addProblem(context: z.RefinementCtx, problem: CellProblem): never {
  context.addIssue({ code: 'custom', message: adviceFor[problem], params: { problem } });
  return z.NEVER;
}

const readWith = <Value>(read: (given: string) => Reading<Value, CellProblem>) =>
  z.string().transform((given, context): Value => {
    const reading = read(given);
    return reading.ok ? reading.value : addProblem(context, reading.problem);
  });

export const nicCell = readWith(readNic);
export const groupIdCell = readWith(readGroupId);
/** @param country where national numbers are dialled */
export const serviceIdCell = (country?: CountryCode) =>
  readWith((given) => readServiceId(given, { country }));

/** One of the choices, by any of its words in French or English, in any case and with or without accents. */
export const choiceCell = <const Choice>(
  choices: readonly (readonly [choice: Choice, ...words: string[]])[],
  problem: CellProblem,
) =>
  z.string().transform((given, context): Choice => {
    const found = choices.find(([, ...words]) =>
      words.some((word) => plainTitle(word) === plainTitle(given)),
    );
    return found === undefined ? addProblem(context, problem) : found[0];
  });

export const yesOrNoCell = choiceCell(
  [
    [true, 'true', 'yes', 'y', 'x', '1', 'vrai', 'oui', 'o'],
    [false, 'false', 'no', 'n', '0', 'faux', 'non'],
  ],
  'not-yes-or-no',
);

/** Cents, with a sign and with the blanks that a spreadsheet puts between thousands. */
export const centsCell = z.string().transform((given, context) => {
  const text = given.normalize('NFKC').replaceAll(/\s/g, '').replace('\u2212', '-');
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : addProblem(context, 'not-whole-cents');
});

const roleWords: readonly (readonly [Role, ...string[]])[] = [
  ['administration', 'administration', 'administrative', 'administratif', 'administrateur', 'admin'],
  ['technical', 'technical', 'technique', 'tech'],
  ['billing', 'billing', 'facturation'],
];

const allRoles = ['all', 'tous'];

/** What stands between several values of a cell. */
const between = /[\s,;+|/]+/;
const partsOf = (given: string): string[] => given.split(between).filter((part) => part !== '');

/** Roles by their words in French or English, each once: `technical, billing`; or `all`. */
export const rolesCell = z.string().transform((given, context): Role[] => {
  if (allRoles.some((word) => plainTitle(word) === plainTitle(given))) return [...Role.options];
  const found = partsOf(given).map((part) =>
    roleWords.find(([, ...words]) => words.some((word) => plainTitle(word) === plainTitle(part))),
  );
  const named = new Set(found.flatMap((entry) => (entry === undefined ? [] : [entry[0]])));
  return found.includes(undefined)
    ? addProblem(context, 'not-roles')
    : Role.options.filter((role) => named.has(role));
});

/** Ids of groups, each once: `ab12345-ovh-1, ab12345-ovh-2`. */
export const groupIdsCell = z.string().transform((given, context) => {
  const ids = partsOf(given).flatMap((part) => {
    const reading = readGroupId(part);
    return reading.ok ? [reading.value] : addProblem(context, 'not-group-ids');
  });
  return [...new Set(ids)].toSorted();
});

/** A time with its offset, as the API takes it, in UTC. */
export const timeCell = z.string().transform((given, context) => {
  const time = GivenTime.safeParse(given);
  return time.success ? new Date(time.data).toISOString() : addProblem(context, 'not-a-time');
});
