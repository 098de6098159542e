import { convertToAttr, marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Condition, Key, Update } from '../store/table.ts';

/** Marshals an item or a set of expression values. Undefined attributes are dropped. */
export const toWire = (item: Readonly<Record<string, unknown>>): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });

/** Marshals a key. */
const keyToWire = ({ pk, sk }: Key): Record<string, AttributeValue> => ({
  pk: { S: pk },
  sk: { S: sk },
});

/** Collects the placeholders of one expression, so that no attribute name can clash with a reserved word. */
export class Expression {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, unknown> = {};
  #valueCount = 0;

  /** The path with a placeholder for every segment. */
  path(path: string): string {
    return path
      .split('.')
      .map((segment) => {
        const placeholder = this.#names.get(segment) ?? `#${this.#names.size}`;
        this.#names.set(segment, placeholder);
        return placeholder;
      })
      .join('.');
  }

  value(value: unknown): string {
    const placeholder = `:${this.#valueCount++}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  /** A condition expression that requires all of the conditions. */
  condition(conditions: readonly Condition[]): string {
    return conditions.map((condition) => this.#one(condition)).join(' AND ');
  }

  #one(condition: Condition): string {
    const path = this.path(condition.path);
    if ('is' in condition)
      return `${condition.is === 'present' ? 'attribute_exists' : 'attribute_not_exists'}(${path})`;
    if ('equals' in condition) return `${path} = ${this.value(condition.equals)}`;
    if ('absentOrBelow' in condition)
      return `(attribute_not_exists(${path}) OR ${path} < ${this.value(condition.absentOrBelow)})`;
    if ('below' in condition) return `${path} < ${this.value(condition.below)}`;
    if ('atLeast' in condition) return `${path} >= ${this.value(condition.atLeast)}`;
    return `${path} IN (${condition.oneOf.map((value) => this.value(value)).join(', ')})`;
  }

  update({ set = {}, add = {}, remove = [] }: Update): string {
    const sets = Object.entries(set).map(([path, value]) => `${this.path(path)} = ${this.value(value)}`);
    const adds = Object.entries(add).map(([path, value]) => `${this.path(path)} ${this.value(value)}`);
    const removes = remove.map((path) => this.path(path));
    const clauses = [
      ['SET', sets],
      ['ADD', adds],
      ['REMOVE', removes],
    ] as const;
    return clauses
      .filter(([, parts]) => parts.length > 0)
      .map(([verb, parts]) => `${verb} ${parts.join(', ')}`)
      .join(' ');
  }

  /** The names and values of the request, without empty ones, which DynamoDB rejects. */
  bindings() {
    const names = Array.from(this.#names, ([segment, placeholder]) => [placeholder, segment]);
    return {
      ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
      ...(this.#valueCount > 0 && { ExpressionAttributeValues: toWire(this.#values) }),
    };
  }
}

/** A condition with its bindings. If it fails, DynamoDB returns the existing item. */
export function requiredConditionInput(when: readonly Condition[]) {
  const expression = new Expression();
  return {
    ConditionExpression: expression.condition(when),
    ...expression.bindings(),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/** The same, or nothing if there is no condition. */
export const conditionInput = (when: readonly Condition[] | undefined) =>
  when === undefined ? {} : requiredConditionInput(when);

/** What of an update depends on its paths alone. */
interface UpdateText {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
  readonly ExpressionAttributeNames?: Record<string, string>;
}

interface UpdateInput extends UpdateText {
  readonly Key: Record<string, AttributeValue>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** Workers write thousands of rows by the same few paths. Paths that hold an id are many, so the map is bounded. */
const textsByShape = new Map<string, UpdateText>();
const mostTexts = 100;

/** An update and its condition, with their bindings. */
export function updateInput(operation: Update): UpdateInput {
  const input = { Key: keyToWire(operation.update), ...textFor(operation) };
  const values = valuesOf(operation);
  return values.length === 0 ? input : { ...input, ExpressionAttributeValues: valuesToWire(values) };
}

function textFor(operation: Update): UpdateText {
  const shape = shapeOf(operation);
  const known = textsByShape.get(shape);
  if (known !== undefined) return known;
  if (textsByShape.size >= mostTexts) textsByShape.clear();
  const text = textOf(operation);
  textsByShape.set(shape, text);
  return text;
}

function textOf(operation: Update): UpdateText {
  const expression = new Expression();
  const update = expression.update(operation);
  // No conditions and an empty list have the same shape.
  const { when = [] } = operation;
  const condition = when.length === 0 ? undefined : expression.condition(when);
  const { ExpressionAttributeNames } = expression.bindings();
  return {
    UpdateExpression: update,
    ...(condition !== undefined && {
      ConditionExpression: condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
    ...(ExpressionAttributeNames && { ExpressionAttributeNames }),
  };
}

/** Updates with the same shape have the same text. */
function shapeOf({ set = {}, add = {}, remove = [], when }: Update): string {
  let shape = `${Object.keys(set).join(',')}|${Object.keys(add).join(',')}|${remove.join(',')}`;
  for (const condition of when ?? []) shape += `|${condition.path} ${comparisonOf(condition)}`;
  return shape;
}

function comparisonOf(condition: Condition): string {
  if ('is' in condition) return condition.is;
  if ('oneOf' in condition) return `oneOf ${condition.oneOf.length}`;
  return 'equals' in condition
    ? 'equals'
    : 'below' in condition
      ? 'below'
      : 'atLeast' in condition
        ? 'atLeast'
        : 'absentOrBelow';
}

/** By placeholder. Most values are texts, which need none of the checks. */
function valuesToWire(values: readonly unknown[]): Record<string, AttributeValue> {
  const wire: Record<string, AttributeValue> = {};
  for (const [index, value] of values.entries())
    wire[`:${index}`] =
      typeof value === 'string' ? { S: value } : convertToAttr(value, { removeUndefinedValues: true });
  return wire;
}

/** In the order of their placeholders. */
function valuesOf({ set = {}, add = {}, when = [] }: Update): unknown[] {
  const values: unknown[] = [...Object.values(set), ...Object.values(add)];
  for (const condition of when) {
    if ('oneOf' in condition) values.push(...condition.oneOf);
    else if ('equals' in condition) values.push(condition.equals);
    else if ('below' in condition) values.push(condition.below);
    else if ('absentOrBelow' in condition) values.push(condition.absentOrBelow);
    else if ('atLeast' in condition) values.push(condition.atLeast);
  }
  return values;
}
