import { isObject, type Json, type JsonObject } from '../cloudformation/json.ts';
import { Refusal } from '../lib/refusal.ts';
import { fieldMatcher, type FieldMatcher } from './comparison.ts';

/** Whether an event fits a pattern. */
export type EventMatcher = (event: JsonObject) => boolean;

/** EventBridge's quota for a pattern, in characters. */
const longestPattern = 2048;

/**
 * A part of a pattern on objects at the same place of an event.
 * @param element one of the objects at this place; the fields of a pattern have to match within one element of a list
 * @param everywhere all objects at this place; a field is absent if none of them has it
 */
type Matcher = (element: JsonObject, everywhere: readonly JsonObject[]) => boolean;

/** Compiles the pattern of a rule. Throws a Refusal for an element that EventBridge does not document. */
export function compilePattern(pattern: JsonObject): EventMatcher {
  if (JSON.stringify(pattern).length > longestPattern)
    throw new Refusal(`an event pattern has more than ${longestPattern} characters`);
  const matches = objectMatcher(pattern, 'event pattern');
  return (event) => matches(event, [event]);
}

function objectMatcher(pattern: JsonObject, where: string): Matcher {
  const matchers = Object.entries(pattern).map(([name, part]) =>
    name === '$or' ? either(part, `${where}: $or`) : named(name, part, `${where}: ${name}`),
  );
  if (matchers.length === 0) throw new Refusal(`${where} is empty`);
  return (element, everywhere) => matchers.every((matches) => matches(element, everywhere));
}

function either(part: Json, where: string): Matcher {
  if (!Array.isArray(part) || part.length < 2) throw new Refusal(`${where} needs at least two patterns`);
  const alternatives = part.map((alternative) => {
    if (!isObject(alternative)) throw new Refusal(`${where} needs patterns`);
    return objectMatcher(alternative, where);
  });
  return (element, everywhere) => alternatives.some((matches) => matches(element, everywhere));
}

function named(name: string, part: Json, where: string): Matcher {
  if (Array.isArray(part)) return field(name, part, where);
  if (!isObject(part)) throw new Refusal(`${where} needs a list of values or a pattern`);
  const matches = objectMatcher(part, where);
  return (element, everywhere) => {
    const objects = parts(element[name]).filter(isObject);
    const all = everywhere.flatMap((other) => parts(other[name])).filter(isObject);
    return (objects.length === 0 ? [{}] : objects).some((object) => matches(object, all));
  };
}

function field(name: string, entries: readonly Json[], where: string): Matcher {
  if (entries.length === 0) throw new Refusal(`${where} is an empty list`);
  const matchers: FieldMatcher[] = entries.map((entry) => fieldMatcher(entry, where));
  return (element, everywhere) => {
    const values = parts(element[name]).filter((value) => !isObject(value));
    if (values.some((value) => matchers.some(({ matches }) => matches(value)))) return true;
    return (
      matchers.some(({ matchesAbsence }) => matchesAbsence) &&
      everywhere.every((other) => parts(other[name]).every(isObject))
    );
  };
}

/** The elements of a list, lists within it included, or the value itself. */
function parts(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(parts) : [value];
}
