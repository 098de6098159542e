import { BlockList, isIP, isIPv4 } from 'node:net';
import { escapeForExpression } from '../lib/escape.ts';
import { Refusal } from '../lib/refusal.ts';
import { isObject, type Json } from '../cloudformation/json.ts';

/** Compares a value of an event that is neither an object nor a list. */
export type Comparison = (value: Json) => boolean;

/** One entry of a pattern's list: values at the field, or its absence. */
export interface FieldMatcher {
  readonly matches: Comparison;
  /** Whether a field without any value matches too. */
  readonly matchesAbsence: boolean;
}

/** The range of numbers that EventBridge compares. */
const largestNumber = 5_000_000_000;

/** Compiles one entry of a pattern's list. Throws a Refusal for one that EventBridge does not document. */
export function fieldMatcher(entry: Json, where: string): FieldMatcher {
  if (Array.isArray(entry)) throw new Refusal(`${where}: a list within a list`);
  if (!isObject(entry)) return { matches: equals(entry), matchesAbsence: false };
  const [name, operand] = onlyEntry(entry, where);
  if (name !== 'exists') {
    return { matches: compile(name, operand, `${where}: ${name}`), matchesAbsence: false };
  }
  if (typeof operand !== 'boolean') throw new Refusal(`${where}: exists needs true or false`);
  return { matches: () => operand, matchesAbsence: !operand };
}

function onlyEntry(entry: { readonly [name: string]: Json }, where: string): [string, Json] {
  const [first, ...others] = Object.entries(entry);
  if (first === undefined || others.length > 0)
    throw new Refusal(`${where}: ${JSON.stringify(entry)} needs exactly one operator`);
  return first;
}

function compile(name: string, operand: Json, where: string): Comparison {
  switch (name) {
    case 'prefix':
    case 'suffix':
      return isObject(operand) ? endIgnoringCase(name, operand, where) : textual(name, operand, where);
    case 'equals-ignore-case':
    case 'wildcard':
      return textual(name, operand, where);
    case 'anything-but':
      return anythingBut(operand, where);
    case 'numeric':
      return numeric(operand, where);
    case 'cidr':
      return cidr(operand, where);
    default:
      throw new Refusal(`${where} is not an operator of event patterns`);
  }
}

const equals =
  (expected: Json): Comparison =>
  (value) =>
    value === expected;

function onText(compare: (text: string) => boolean): Comparison {
  return (value) => typeof value === 'string' && compare(value);
}

function textual(name: string, operand: Json, where: string): Comparison {
  if (typeof operand !== 'string') throw new Refusal(`${where} needs a text`);
  switch (name) {
    case 'prefix':
      return onText((text) => text.startsWith(operand));
    case 'suffix':
      return onText((text) => text.endsWith(operand));
    case 'equals-ignore-case':
      return onText((text) => text.toLowerCase() === operand.toLowerCase());
    case 'wildcard': {
      const expression = wildcard(operand, where);
      return onText((text) => expression.test(text));
    }
    default:
      throw new Refusal(`${where} is not an operator of event patterns`);
  }
}

function endIgnoringCase(
  name: 'prefix' | 'suffix',
  operand: { readonly [name: string]: Json },
  where: string,
): Comparison {
  const [inner, end] = onlyEntry(operand, where);
  if (inner !== 'equals-ignore-case' || typeof end !== 'string')
    throw new Refusal(`${where}: ${inner} is not an operator of event patterns here`);
  const compare = textual(name, end.toLowerCase(), where);
  return onText((text) => compare(text.toLowerCase()));
}

/** `*` stands for any text. A backslash takes `*` and itself literally. */
function wildcard(pattern: string, where: string): RegExp {
  const parts = pattern.match(/\\[\s\S]?|\*+|[^\\*]+/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '[\\s\\S]*';
    if (part.startsWith('*')) throw new Refusal(`${where}: ${pattern} has consecutive wildcards`);
    if (!part.startsWith('\\')) return escapeForExpression(part);
    if (part !== '\\*' && part !== '\\\\') throw new Refusal(`${where}: ${pattern} has an invalid escape`);
    return escapeForExpression(part.slice(1));
  });
  return new RegExp(`^${source.join('')}$`);
}

function anythingBut(operand: Json, where: string): Comparison {
  const excluded = isObject(operand) ? exclusions(operand, where) : values(operand, where).map(equals);
  return (value) => !excluded.some((excludes) => excludes(value));
}

function exclusions(operand: { readonly [name: string]: Json }, where: string): Comparison[] {
  const [name, inner] = onlyEntry(operand, where);
  return values(inner, `${where} ${name}`).map((value) => textual(name, value, `${where} ${name}`));
}

function values(operand: Json, where: string): readonly Json[] {
  const list = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(list.map((value) => typeof value));
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== 'string' && kind !== 'number'))
    throw new Refusal(`${where} needs texts or numbers, and not both`);
  return list;
}

const operators: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** One limit, or a lower limit and then an upper one. */
function numeric(operand: Json, where: string): Comparison {
  const terms = Array.isArray(operand) ? operand : [];
  const limits = [terms.slice(0, 2), terms.slice(2)]
    .filter((term) => term.length > 0)
    .map(([operator, limit]) => readLimit(operator, limit, where));
  const [first, second] = limits;
  if (first === undefined) throw new Refusal(`${where} needs a list`);
  if (second !== undefined && (terms.length > 4 || !isRange(first, second)))
    throw new Refusal(`${where} needs a lower limit and then an upper one`);
  return (value) => typeof value === 'number' && limits.every(({ holds }) => holds(value));
}

interface Limit {
  readonly operator: string;
  readonly limit: number;
  readonly holds: (value: number) => boolean;
}

function readLimit(operator: Json | undefined, limit: Json | undefined, where: string): Limit {
  const compare = typeof operator === 'string' ? operators[operator] : undefined;
  if (typeof operator !== 'string' || compare === undefined)
    throw new Refusal(`${where}: ${JSON.stringify(operator)} is not a comparison`);
  if (typeof limit !== 'number' || Math.abs(limit) > largestNumber)
    throw new Refusal(`${where}: ${JSON.stringify(limit)} is not a number from -5e9 to 5e9`);
  return { operator, limit, holds: (value) => compare(value, limit) };
}

function isRange(lower: Limit, upper: Limit): boolean {
  return lower.operator.startsWith('>') && upper.operator.startsWith('<') && lower.limit < upper.limit;
}

function cidr(operand: Json, where: string): Comparison {
  const [, network = '', bits] = /^([^/]+)\/(\d+)$/.exec(typeof operand === 'string' ? operand : '') ?? [];
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  if (isIP(network) === 0 || Number(bits) > (family === 'ipv4' ? 32 : 128))
    throw new Refusal(`${where}: ${JSON.stringify(operand)} is not a range of addresses`);
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return onText((text) => isIP(text) > 0 && list.check(text, isIPv4(text) ? 'ipv4' : 'ipv6'));
}
