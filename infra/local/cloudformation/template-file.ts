import * as z from 'zod';
import { jsonObject } from './json.ts';

const resource = z.strictObject({
  Type: z.string(),
  Properties: jsonObject.default({}),
  Condition: z.string().optional(),
  // The order of creation, and what happens at deletion: neither matters locally.
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.unknown().optional(),
});

const output = z.object({
  Value: z.json(),
  Condition: z.string().optional(),
  Export: z.object({ Name: z.json() }).optional(),
});

/** A CloudFormation template with the supported sections. Another section is refused. */
export const templateFile = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.json().optional() })).default({}),
  // Rules check the bootstrap of a real account.
  Rules: z.unknown().optional(),
  Conditions: z.record(z.string(), z.json()).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), output).default({}),
});

export type TemplateFile = z.infer<typeof templateFile>;
