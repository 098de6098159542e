import type { Json } from './json.ts';

/** The names that an intrinsic can look up. Every method throws a Refusal for an unknown name. */
export interface Scope {
  reference(logicalId: string): Json | undefined;
  attribute(logicalId: string, name: string): string;
  exported(name: string): Json | undefined;
  output(stack: string, name: string): Json | undefined;
  condition(name: string): boolean;
}
