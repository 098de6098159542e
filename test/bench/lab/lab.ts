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

/**
 * What a run of the bench works with: one database, which outlives the stacks that are started over it, and the assembly
 * of the system and its peers.
 */
export class Lab {
  readonly assembly: string;
  readonly model: Model;
  readonly issuer: LocalIssuer;
  readonly database: DatabaseProcess;
  /** The table as it is, past the system and its meter. */
  readonly rows: Rows;
  /** The groups that were made once for all sections, by their size. */
  readonly sharedGroups = new Map<number, BenchGroup>();
  readonly #teardown: Teardown;

  private constructor(given: Pick<Lab, 'assembly' | 'issuer' | 'database'>, teardown: Teardown) {
    this.assembly = given.assembly;
    this.issuer = given.issuer;
    this.database = given.database;
    this.model = readModel(given.assembly, 'http://queues.invalid');
    const client = databaseClient(given.database.upstream.url.href);
    teardown.add(async () => client.destroy());
    this.rows = new Rows(tableNameIn(this.model), client);
    this.#teardown = teardown;
  }

  /**
   * Synthesizes everything and starts the database; `close` ends it and removes what was written.
   * @param given an assembly that is there already, with the peers or without
   */
  static async open(given?: string): Promise<Lab> {
    const teardown = new Teardown();
    try {
      const folder = makeRunFolder();
      teardown.add(async () => rmSync(folder, { recursive: true, force: true }));
      const issuer = await localIssuer();
      const assembly = given ?? (await synthesizeWithPeers(folder, issuer));
      const database = await startDatabase({ file: undefined, log: ignore });
      teardown.add(() => database.stop());
      return new Lab({ assembly, issuer, database }, teardown);
    } catch (error) {
      await teardown.run();
      throw error;
    }
  }

  /** Runs the system and the peers in this process, over the lab's database or an address before it. */
  startStack(databaseEndpoint = this.database.upstream.url.href): Promise<LabStack> {
    const { assembly, issuer } = this;
    return startLabStack({ assembly, issuer, databaseEndpoint });
  }

  close(): Promise<void> {
    return this.#teardown.run();
  }
}

/** A client of the database itself, with nothing between; made as the system makes its own. */
const databaseClient = (endpoint: string): DynamoDBClient =>
  withoutUnusedMiddleware(
    new DynamoDBClient({
      ...awsClientOptions,
      endpoint,
      region: 'eu-west-3',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
  );

/** What is logged is of no use to a bench; an unexpected failure shows in its figures. */
const ignore = (): void => {};
