import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import { substitute } from './substitute.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const list = z.array(z.json());
const pair = z.tuple([z.json(), z.json()]);
const attributePair = z.tuple([z.string(), z.string()]);
const outputName = z.strictObject({ StackName: z.string(), OutputName: z.string() });

/** Resolves every intrinsic of a value. `undefined` is `AWS::NoValue`, which removes its property or item. */
export function resolveIntrinsics(value: Json, scope: Scope): Json | undefined {
  if (Array.isArray(value)) return resolveAll(value, scope);
  if (!isObject(value)) return value;
  const [key, ...others] = Object.keys(value);
  const argument = key === undefined ? undefined : value[key];
  if (key !== undefined && argument !== undefined && others.length === 0) {
    if (key === 'Ref') return scope.reference(parse(z.string(), argument, 'Ref'));
    if (key.startsWith('Fn::')) return intrinsic(key, argument, scope);
  }
  const resolved: JsonObject = {};
  for (const [name, property] of Object.entries(value)) {
    const result = resolveIntrinsics(property, scope);
    if (result !== undefined) resolved[name] = result;
  }
  return resolved;
}

/** Evaluates a condition: a name or a condition function. */
export function evaluateCondition(value: Json, scope: Scope): boolean {
  if (isObject(value)) {
    if (typeof value['Condition'] === 'string') return scope.condition(value['Condition']);
    const [key] = Object.keys(value);
    const terms = list.safeParse(key === undefined ? undefined : value[key]);
    if (key !== undefined && terms.success) {
      const holds = (term: Json): boolean => evaluateCondition(term, scope);
      if (key === 'Fn::And') return terms.data.every(holds);
      if (key === 'Fn::Or') return terms.data.some(holds);
      if (key === 'Fn::Not') return !terms.data.some(holds);
      if (key === 'Fn::Equals') {
        const [left, right] = resolveAll(terms.data, scope);
        return JSON.stringify(left) === JSON.stringify(right);
      }
    }
  }
  throw new Refusal(`condition ${JSON.stringify(value)} is not known`);
}

function intrinsic(name: string, argument: Json, scope: Scope): Json | undefined {
  const resolved = (value: Json): Json | undefined => resolveIntrinsics(value, scope);
  switch (name) {
    case 'Fn::GetAtt': {
      const path = typeof argument === 'string' ? argument.split(/\.(.*)/s).slice(0, 2) : argument;
      return scope.attribute(...parse(attributePair, path, name));
    }
    case 'Fn::Join': {
      const [separator, parts] = parse(pair, argument, name);
      const texts = parse(z.array(scalar), resolved(parts), name);
      return texts.join(parse(z.string(), separator, name));
    }
    case 'Fn::Split': {
      const [separator, text] = parse(pair, argument, name);
      return parse(z.string(), resolved(text), name).split(parse(z.string(), separator, name));
    }
    case 'Fn::Select': {
      const [index, items] = parse(pair, argument, name);
      const item = parse(list, resolved(items), name)[parse(z.coerce.number(), resolved(index), name)];
      if (item === undefined) throw new Refusal(`${name} ${JSON.stringify(argument)} selects nothing`);
      return item;
    }
    case 'Fn::If': {
      const [condition, yes, no] = parse(z.tuple([z.string(), z.json(), z.json()]), argument, name);
      return resolved(scope.condition(condition) ? yes : no);
    }
    case 'Fn::Sub':
      return substitute(argument, scope, resolved);
    case 'Fn::ImportValue':
      return scope.exported(parse(z.string(), resolved(argument), name));
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = parse(outputName, resolved(argument), name);
      return scope.output(StackName, OutputName);
    }
    default:
      throw new Refusal(`the intrinsic ${name} is not known`);
  }
}

function resolveAll(values: readonly Json[], scope: Scope): Json[] {
  return values.flatMap((value) => {
    const result = resolveIntrinsics(value, scope);
    // Wrapped, because flatMap would flatten an item that is a list.
    return result === undefined ? [] : [result];
  });
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Refusal(`${where} ${JSON.stringify(value)} is not understood`);
  return result.data;
}
