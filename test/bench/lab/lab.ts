import { rmSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDatabase, type DatabaseProcess } from '../../../infra/local/dynamodb/database-process.ts';
import { localIssuer, type LocalIssuer } from '../../../infra/laptop/issuer.ts';
import { readModel, type Model } from '../../../infra/local/cloudformation/model.ts';
import { makeRunFolder } from '../../../infra/laptop/run-folder.ts';
import { Teardown } from '../../../infra/local/lib/teardown.ts';
import { awsClientOptions, withoutUnusedMiddleware } from '../../../shared/aws/aws-client.ts';
import { synthesizeWithPeers, tableNameIn } from './assembly.ts';
import type { BenchGroup } from './groups.ts';
import { startLabStack, type LabStack } from './lab-stack.ts';
import { Rows } from './rows.ts';

export interface LabOptions {
  /** An existing assembly, with the peers or without. */
  readonly given?: string;
  /** Lifts time limits. Default false. */
  readonly untimed?: boolean;
}

/** One database, which outlives the stacks over it, and the assembly of the system and its peers. */
export class Lab {
  readonly assembly: string;
  readonly model: Model;
  readonly issuer: LocalIssuer;
  readonly database: DatabaseProcess;
  readonly untimed: boolean;
  /** Bypasses the system and its meter. */
  readonly rows: Rows;
  /** By size. */
  readonly sharedGroups = new Map<number, BenchGroup>();
  readonly #teardown: Teardown;

  private constructor(given: Pick<Lab, 'assembly' | 'issuer' | 'database' | 'untimed'>, teardown: Teardown) {
    this.assembly = given.assembly;
    this.issuer = given.issuer;
    this.database = given.database;
    this.untimed = given.untimed;
    this.model = readModel(given.assembly, 'http://queues.invalid');
    const client = databaseClient(given.database.upstream.url.href);
    teardown.add(async () => client.destroy());
    this.rows = new Rows(tableNameIn(this.model), client);
    this.#teardown = teardown;
  }

  /** `close` ends the database and deletes what was written. */
  static async open({ given, untimed = false }: LabOptions = {}): Promise<Lab> {
    const teardown = new Teardown();
    try {
      const folder = makeRunFolder();
      teardown.add(async () => rmSync(folder, { recursive: true, force: true }));
      const issuer = await localIssuer();
      const assembly = given ?? (await synthesizeWithPeers(folder, issuer));
      const database = await startDatabase({ file: undefined, log: ignore });
      teardown.add(() => database.stop());
      return new Lab({ assembly, issuer, database, untimed }, teardown);
    } catch (error) {
      await teardown.run();
      throw error;
    }
  }

  /** Runs the system and the peers in this process, over the lab's database or a proxy of it. */
  startStack(databaseEndpoint = this.database.upstream.url.href): Promise<LabStack> {
    const { assembly, issuer, untimed } = this;
    return startLabStack({ assembly, issuer, databaseEndpoint, untimed });
  }

  close(): Promise<void> {
    return this.#teardown.run();
  }
}

/** Created as the system creates its own. */
const databaseClient = (endpoint: string): DynamoDBClient =>
  withoutUnusedMiddleware(
    new DynamoDBClient({
      ...awsClientOptions(),
      endpoint,
      region: 'eu-west-3',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
  );

/** An unexpected failure shows in the figures. */
const ignore = (): void => {};
