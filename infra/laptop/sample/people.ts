import { Nic } from '../../../shared/domain/identifiers.ts';
import * as z from 'zod';
import { readSample } from './read-sample.ts';

const Person = z.strictObject({
  nic: Nic,
  /** Whether the nic belongs to the operator's staff. */
  operator: z.boolean().default(false),
  fr: z.string(),
  en: z.string(),
});
export type Person = z.infer<typeof Person>;

/** Whom one may sign in as on a laptop, and what each is in the sample, in French and English. */
export const samplePeople = (): Person[] => readSample('people.ndjson', Person);
