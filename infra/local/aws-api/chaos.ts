import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';

const services = {
  table: 'DynamoDB_20120810',
  queue: 'AmazonSQS',
  secret: 'secretsmanager',
  events: 'AWSEvents',
  mail: 'SimpleEmailService_v2',
} as const;

const ChaosRule = z
  .strictObject({
    /** The service that is called. */
    service: z.enum(['table', 'queue', 'secret', 'events', 'mail']),
    /** The operation, such as `UpdateItem`. Default: every one. */
    operation: z.string().min(1).optional(),
    /** A text that the body of the call contains, such as a service's id. Default: any body. */
    containing: z.string().min(1).optional(),
    /** What happens to the call. */
    how: z.enum(['hang', 'html', 'half-json', 'reset', 'throttle', 'lost-answer', 'partial', 'latency']),
    /** The share of these calls to which it happens. */
    share: z.number().min(0).max(1).default(1),
    /** To how many calls it happens at most. Default: no limit. */
    count: z.int().positive().optional(),
    /** How long `latency` delays a call. */
    milliseconds: z.int().positive().default(500),
  })
  .refine(({ service, how }) => how !== 'partial' || service === 'events', 'only events fail in part');

/** Which calls of functions to AWS are disturbed. The first rule that fits a call and still has a turn decides. */
export const ChaosRules = z.strictObject({ rules: z.array(ChaosRule).min(1) });
export type ChaosRules = z.infer<typeof ChaosRules>;
export type Disturbance = z.infer<typeof ChaosRule>;

/**
 * Reads the rules of a file.
 * @throws Refusal if it is not one of rules
 */
export function readChaos(file: string): ChaosRules {
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}.`);
  try {
    return ChaosRules.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Refusal(`${file} holds no rules of chaos:\n${reason}`);
  }
}

/** Decides which calls are disturbed. */
export class Chaos {
  readonly #rules: { readonly rule: Disturbance; left: number }[];

  constructor({ rules }: ChaosRules = { rules: [] }) {
    this.#rules = rules.map((rule) => ({ rule, left: rule.count ?? Infinity }));
  }

  /** What happens to this call, if anything. */
  next(target: string, body: Buffer): Disturbance | undefined {
    const found = this.#rules.find(
      ({ rule, left }) => left > 0 && fits(rule, target, body) && Math.random() < rule.share,
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.rule;
  }
}

function fits({ service, operation, containing }: Disturbance, target: string, body: Buffer): boolean {
  const [serviceName, operationName] = target.split('.');
  return (
    serviceName === services[service] &&
    (operation === undefined || operation === operationName) &&
    (containing === undefined || body.includes(containing))
  );
}
