import type { Role } from '../iam/role.ts';
import { readAssembly } from '../cloudformation/assembly-files.ts';
import { resolveStacks } from '../cloudformation/resolved-stacks.ts';
import { readMappings, type MappingDescription } from './event-source-mappings.ts';
import { readFunctions, type FunctionDescription } from './functions.ts';
import { readHttpApi, type HttpApiDescription } from './http-api.ts';
import { readQueues, type QueueDescription } from './queues.ts';
import { readRoles } from './roles.ts';
import { readSchedules, type ScheduleDescription } from './schedules.ts';
import { readSecrets } from './secrets.ts';
import { readTables, type TableDescription } from './tables.ts';

/** Everything of an assembly that runs here. */
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
 * Reads a synthesized assembly. Throws a Refusal for what is not understood.
 * @param queuesUrl the URL of every queue, before its name
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
