import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { readSettings } from '../../infra/environments.ts';
import { ServiceStack } from '../../infra/service-stack.ts';
import { StorageStack } from '../../infra/storage-stack.ts';

export interface Stacks {
  readonly app: App;
  readonly storage: StorageStack;
  readonly service: ServiceStack;
}

const emptyBundle = () => Code.fromInline('export const handler = () => {};');

/** The stacks of an environment, with an empty bundle in place of every function's. */
export function stacksOf(
  name: string,
  plugins: (app: App) => IPolicyValidationPlugin[] = () => [],
  memberEndpoint?: string,
): Stacks {
  const folder = mkdtempSync(join(tmpdir(), 'stacks-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  Validations.of(app).addPlugins(...plugins(app));
  const settings = readSettings(name);
  const storage = new StorageStack(app, 'storage', { disposable: settings.disposable, memberEndpoint });
  const service = new ServiceStack(app, 'service', {
    settings,
    table: storage.table,
    memberSystem: storage.memberSystem,
    codeOf: emptyBundle,
  });
  return { app, storage, service };
}

export const templatesOf = ({ storage, service }: Stacks) => ({
  storage: Template.fromStack(storage),
  service: Template.fromStack(service),
});
