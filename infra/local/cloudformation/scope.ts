import type { Json } from './json.ts';

/** What an intrinsic can look up. Every method throws a Refusal for a name that it does not know. */
export interface Scope {
  reference(logicalId: string): Json | undefined;
  attribute(logicalId: string, name: string): string;
  exported(name: string): Json | undefined;
  output(stack: string, name: string): Json | undefined;
  condition(name: string): boolean;
}
