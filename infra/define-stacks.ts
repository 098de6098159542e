import type { App } from 'aws-cdk-lib';
import type { CodeOf } from './bundle.ts';
import { EdgeStack } from './edge-stack.ts';
import type { Settings } from './settings.ts';
import { ServiceStack } from './service-stack.ts';
import { StorageStack } from './storage-stack.ts';

export interface Environment {
  readonly name: string;
  readonly settings: Settings;
  readonly codeOf: CodeOf;
  /** The folder with the console's files. */
  readonly consoleFolder: string;
}

export interface Stacks {
  readonly storage: StorageStack;
  readonly edge: EdgeStack;
  readonly service: ServiceStack;
}

/** Defines the stacks of an environment: two of what must outlive deployments, and one of everything else. */
export function defineStacks(app: App, { name, settings, codeOf, consoleFolder }: Environment): Stacks {
  const { account, region, disposable, warmThroughput } = settings;
  const common = {
    env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
    tags: { application: 'voip-contacts', environment: name },
  };
  const lasting = { ...common, disposable, terminationProtection: !disposable };
  const stackName = (part: string) => `voip-contacts-${name}-${part}`;

  const storage = new StorageStack(app, stackName('storage'), { ...lasting, warmThroughput });
  const edge = new EdgeStack(app, stackName('edge'), { ...lasting, settings, consoleFolder });
  const service = new ServiceStack(app, stackName('service'), { ...common, settings, storage, edge, codeOf });
  for (const stack of [storage, edge]) service.addStackDependency(stack);
  return { storage, edge, service };
}
