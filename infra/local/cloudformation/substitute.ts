import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import { asText, type Json } from './json.ts';
import type { Scope } from './scope.ts';

const withVariables = z.tuple([z.string(), z.record(z.string(), z.json())]);

/** `Fn::Sub`: `${Name}` is a variable, a reference, or `Name.Attribute`; `${!literal}` becomes `${literal}`. */
export function substitute(
  argument: Json,
  scope: Scope,
  resolved: (value: Json) => Json | undefined,
): string {
  const parsed = withVariables.safeParse(typeof argument === 'string' ? [argument, {}] : argument);
  if (!parsed.success) throw new Refusal(`Fn::Sub ${JSON.stringify(argument)} is not understood`);
  const [text, variables] = parsed.data;
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const variable = variables[name];
    if (variable !== undefined) return asText(resolved(variable));
    const [logicalId = '', attribute] = name.split(/\.(.*)/s);
    return asText(
      attribute === undefined ? scope.reference(logicalId) : scope.attribute(logicalId, attribute),
    );
  });
}
