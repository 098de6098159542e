import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { deployingFunctions } from '../s3/deploy.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const variable = z
  .string()
  .refine((value) => !value.includes('{{resolve:'), 'a dynamic reference is not resolved here');

const properties = z.strictObject({
  FunctionName: ignored,
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only Node.js functions run here'),
  Timeout: z.int().min(1).max(900).default(3),
  MemorySize: z.int().default(128),
  ReservedConcurrentExecutions: z.int().min(1).optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), variable).default({}) }).optional(),
  LoggingConfig: z
    .strictObject({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['JSON', 'Text']).optional(),
      ApplicationLogLevel: z.string().optional(),
      SystemLogLevel: ignored,
    })
    .optional(),
  PackageType: z.literal('Zip').optional(),
  Architectures: ignored,
  Description: ignored,
  EphemeralStorage: ignored,
  KmsKeyArn: ignored,
  RecursiveLoop: ignored,
  RuntimeManagementConfig: ignored,
  Tags: ignored,
  TracingConfig: ignored,
});

export interface FunctionDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly bundle: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency: number | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: 'JSON' | 'Text';
  readonly logLevel: string | undefined;
}

export function readFunctions(resources: readonly Resource[]): FunctionDescription[] {
  const deploying = deployingFunctions(resources);
  const isRun = ({ identity }: Resource): boolean => !deploying.has(identity.attributes['Arn'] ?? '');
  return ofType(resources, 'AWS::Lambda::Function')
    .filter(isRun)
    .map((resource) => {
      const given = readProperties(resource, properties);
      const name = resource.identity.reference;
      const { bundle, handler } = findBundle(resource, given.Code.S3Key, given.Handler);
      return {
        logicalId: resource.logicalId,
        name,
        arn: resource.identity.attributes['Arn'] ?? '',
        roleArn: given.Role,
        runtime: given.Runtime,
        bundle,
        handler,
        timeoutSeconds: given.Timeout,
        memoryMegabytes: given.MemorySize,
        reservedConcurrency: given.ReservedConcurrentExecutions,
        variables: given.Environment?.Variables ?? {},
        logGroup: given.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        logFormat: given.LoggingConfig?.LogFormat ?? 'Text',
        logLevel: given.LoggingConfig?.ApplicationLogLevel,
      };
    });
}

function findBundle(resource: Resource, key: string, handler: string): { bundle: string; handler: string } {
  const folder = resource.assets.get(key);
  if (folder === undefined) throw new Refusal(`${resource.logicalId}: the assembly has no asset ${key}`);
  const dot = handler.lastIndexOf('.');
  const file = handler.slice(0, dot);
  const bundle = ['.mjs', '.js', '.cjs']
    .map((ending) => join(folder, file + ending))
    .find((path) => existsSync(path));
  if (bundle === undefined)
    throw new Refusal(`${resource.logicalId}: ${folder} has no module for ${handler}`);
  return { bundle, handler: handler.slice(dot + 1) };
}
