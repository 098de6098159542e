import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { errorAnswer } from '../../infra/local/aws-api/answers.ts';
import type { Answer } from '../../infra/local/aws-api/upstream.ts';
import { place } from '../../infra/local/cloudformation/place.ts';
import { startDatabase, type DatabaseProcess } from '../../infra/local/dynamodb/database-process.ts';
import { listen } from '../../infra/local/lib/listen.ts';
import { readBody } from '../../infra/local/lib/read-body.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import type { Table } from '../../shared/store/table.ts';

const Named = z.object({ Key: z.object({ pk: z.object({ S: z.string() }) }) });
const Tables = z.object({ TableNames: z.tuple([z.string()]) });

/** The database of one stack, given by `DYNAMODB_ENDPOINT`. It refuses what the test says, and shows its table. */
export class RefusingDatabase {
  /** The partitions whose single updates are currently refused. */
  readonly refusedPartitions = new Set<string>();
  refusals = 0;
  readonly #database: DatabaseProcess;
  readonly #server: Server;
  #client: DynamoDBClient | undefined;
  #url = '';

  private constructor(database: DatabaseProcess) {
    this.#database = database;
    this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  static async start(): Promise<RefusingDatabase> {
    const started = new RefusingDatabase(await startDatabase({ file: undefined, log: () => {} }));
    started.#url = `http://127.0.0.1:${await listen(started.#server, 0)}`;
    return started;
  }

  get url(): string {
    return this.#url;
  }

  /** The stack's table, once it is made. */
  async table(): Promise<Table> {
    const listed = await this.#database.upstream.call('DynamoDB_20120810.ListTables', {});
    const [name] = Tables.parse(listed).TableNames;
    this.#client ??= new DynamoDBClient({
      endpoint: this.#database.upstream.url.href,
      region: place.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    return dynamoDbTable(name, this.#client);
  }

  async stop(): Promise<void> {
    this.#client?.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#database.stop();
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { status, headers, body } = await this.#answer(incoming, await readBody(incoming));
    outgoing.writeHead(status, { 'content-type': headers['content-type'] ?? '' }).end(body);
  }

  async #answer({ headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const target = String(headers['x-amz-target']);
    if (target.endsWith('.UpdateItem') && this.#isRefused(body)) {
      this.refusals += 1;
      return errorAnswer(400, 'AccessDeniedException', 'The test refuses this.');
    }
    return this.#database.upstream.send(target, headers['content-type'] ?? '', body);
  }

  #isRefused(body: Buffer): boolean {
    const named = Named.safeParse(JSON.parse(body.toString('utf8')));
    return named.success && this.refusedPartitions.has(named.data.Key.pk.S);
  }
}
