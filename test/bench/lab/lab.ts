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
  /** An assembly that is there already, with the peers or without. */
  readonly given?: string;
  /** Lifts time limits, for counts that are taken on a busy machine. Default false. */
  readonly untimed?: boolean;
}

/**
 * What a run of the bench works with: one database, which outlives the stacks that are started over it, and the
 * assembly of the system and its peers.
 */
export class Lab {
  readonly assembly: string;
  readonly model: Model;
  readonly issuer: LocalIssuer;
  readonly database: DatabaseProcess;
  /** Whether time limits are lifted, since nothing but counts is of interest. */
  readonly untimed: boolean;
  /** The table as it is, past the system and its meter. */
  readonly rows: Rows;
  /** The groups that were made once for all sections, by their size. */
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

  /** Synthesizes everything and starts the database; `close` ends it and removes what was written. */
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

  /** Runs the system and the peers in this process, over the lab's database or an address before it. */
  startStack(databaseEndpoint = this.database.upstream.url.href): Promise<LabStack> {
    const { assembly, issuer, untimed } = this;
    return startLabStack({ assembly, issuer, databaseEndpoint, untimed });
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
