import type { Role } from '../iam/role.ts';
import { readAssembly } from './assembly-files.ts';
import { resolveStacks } from './resolved-stacks.ts';
import { readMappings, type MappingDescription } from '../sqs/mapping-description.ts';
import { readFunctions, type FunctionDescription } from '../lambda/function-description.ts';
import { readHttpApi, type HttpApiDescription } from '../api-gateway/http-api-description.ts';
import { readQueues, type QueueDescription } from '../sqs/queue-description.ts';
import { readRoles } from '../iam/roles.ts';
import { readSchedules, type ScheduleDescription } from '../eventbridge/schedule-description.ts';
import { readSecrets } from '../aws-api/secrets.ts';
import { readTables, type TableDescription } from '../dynamodb/table-description.ts';

export interface Model {
  readonly tables: readonly TableDescription[];
  readonly queues: readonly QueueDescription[];
  readonly functions: readonly FunctionDescription[];
  readonly mappings: readonly MappingDescription[];
  readonly schedules: readonly ScheduleDescription[];
  readonly api: HttpApiDescription;
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * Throws a Refusal if the assembly has something unsupported.
 * @param queuesUrl the prefix of every queue's URL
 */
export function readModel(directory: string, queuesUrl: string): Model {
  const resources = resolveStacks(readAssembly(directory), queuesUrl);
  return {
    tables: readTables(resources),
    queues: readQueues(resources),
    functions: readFunctions(resources),
    mappings: readMappings(resources),
    schedules: readSchedules(resources),
    api: readHttpApi(resources),
    roles: readRoles(resources),
    secrets: readSecrets(resources),
  };
}
