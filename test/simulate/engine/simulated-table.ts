import { batchGetLimit, batchGetWidth } from '../../../shared/aws/dynamodb-table.ts';
import { inChunks, mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { Unavailable } from '../../../shared/runtime/unavailable.ts';
import {
  dueIndexKeys,
  dueIndexName,
  listIndexKeys,
  listIndexName,
} from '../../../shared/store/index-keys.ts';
import type { Item, Key, Table, Write } from '../../../shared/store/table.ts';
import {
  bytesPerUnit,
  tableLatency,
  tableMillisecondsPerMegabyte,
  throttledRetry,
  type Throughput,
} from '../aws/aws-model.ts';
import { processorTime } from '../aws/processor-time.ts';
import type { Environment } from './environment.ts';
import { latencyOf } from './random.ts';
import { PartitionedThroughput } from './throughput.ts';
import type { VirtualTime } from './virtual-time.ts';

type Request = keyof typeof tableLatency;

/** What a request uses of the table. */
interface Use {
  readonly direction: keyof Throughput;
  readonly pk: string;
  readonly units: number;
}

interface RequestOptions<Answer> {
  /** Processor time of parsing the answer. */
  readonly parsing?: (answer: Answer) => number;
  readonly moreLatency?: number;
}

const never = new Promise<never>(() => {});
const rowTimeOf = (keys: readonly Key[]): number =>
  processorTime[keys[0]?.pk.startsWith('SERVICE#') === true ? 'serviceRow' : 'otherRow'];
const sizeOf = (item: Item): number => JSON.stringify(item).length;
const unitsOf = (bytes: number, per: number): number => Math.max(1, Math.ceil(bytes / per));

/** The table of AWS: the rows of another, with the latencies and the throughput of the model. */
export class SimulatedTable {
  readonly #rows: Table;
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly throughput: PartitionedThroughput;
  readonly requests: Record<Request, number> = {
    get: 0,
    getMany: 0,
    query: 0,
    put: 0,
    update: 0,
    delete: 0,
    transact: 0,
  };
  /** When a service's row was last written. */
  lastMemberWrite = 0;

  constructor(rows: Table, time: VirtualTime, random: () => number, throughput: Throughput) {
    this.#rows = rows;
    this.#time = time;
    this.#random = random;
    this.throughput = new PartitionedThroughput(throughput, time.now);
  }

  /** The port that a function in this environment uses. */
  portOf(environment: Environment): Table {
    const rows = this.#rows;
    const readMany = (keys: readonly Key[], eventually: boolean): Promise<Item[]> =>
      this.#request(
        environment,
        'getMany',
        keys.map(({ pk }) => ({ direction: 'read', pk, units: eventually ? 0.5 : 1 })),
        () => rows.getMany(keys),
        { parsing: (items) => items.length * rowTimeOf(keys) },
      );
    const write = (request: Request, operation: Write, act: () => Promise<void>): Promise<void> =>
      this.#request(environment, request, usesOf(operation, 1), act);
    return {
      get: (key) =>
        this.#request(
          environment,
          'get',
          [{ direction: 'read', pk: key.pk, units: 1 }],
          () => rows.get(key),
          { parsing: () => processorTime.otherRow },
        ),
      getMany: async (keys, { eventually = false } = {}) => {
        const batches = inChunks(keys, batchGetLimit);
        return (await mapConcurrently(batches, batchGetWidth, (batch) => readMany(batch, eventually))).flat();
      },
      query: async (range) => {
        const page = await rows.query(range);
        const bytes = page.items.reduce((sum, item) => sum + sizeOf(item), 0);
        return this.#request(
          environment,
          'query',
          [{ direction: 'read', pk: range.pk, units: unitsOf(bytes, bytesPerUnit.read) }],
          () => Promise.resolve(page),
          {
            parsing: ({ items }) => items.length * processorTime.listedRow,
            moreLatency: (bytes / 1e6) * tableMillisecondsPerMegabyte,
          },
        );
      },
      queryDue: (partition, ...asked) =>
        this.#request(
          environment,
          'query',
          [{ direction: 'read', pk: `${dueIndexName} ${partition}`, units: 1 }],
          () => rows.queryDue(partition, ...asked),
          { parsing: ({ keys }) => keys.length * processorTime.otherRow },
        ),
      queryListed: (range) =>
        this.#request(
          environment,
          'query',
          [{ direction: 'read', pk: `${listIndexName} ${range.listPartition}`, units: 1 }],
          () => rows.queryListed(range),
          { parsing: ({ keys }) => keys.length * processorTime.otherRow },
        ),
      update: (operation, options) =>
        this.#request(environment, 'update', usesOf(operation, 1), () => {
          if (operation.update.pk.startsWith('SERVICE#')) this.lastMemberWrite = this.#time.now;
          return rows.update(operation, options);
        }),
      put: (operation) => write('put', operation, () => rows.put(operation)),
      delete: (operation) => write('delete', operation, () => rows.delete(operation)),
      transact: (operations) =>
        this.#request(
          environment,
          'transact',
          operations.flatMap((operation) => usesOf(operation, 2)),
          () => rows.transact(operations),
        ),
    };
  }

  /** One request with the SDK's retries. It takes effect when its answer arrives. */
  async #request<Answer>(
    environment: Environment,
    request: Request,
    uses: readonly Use[],
    act: () => Promise<Answer>,
    { parsing, moreLatency = 0 }: RequestOptions<Answer> = {},
  ): Promise<Answer> {
    let spent = 0;
    for (let attempt = 1; ; attempt++) {
      const sentAt = environment.busyUntil(processorTime[request]);
      await this.#time.until(sentAt + latencyOf(tableLatency[request], this.#random) + moreLatency);
      if (environment.isKilled) return never;
      this.requests[request] += 1;
      if (this.#takeAll(uses)) break;
      const canRetry = attempt < throttledRetry.attempts && environment.retryTokens >= throttledRetry.cost;
      if (!canRetry) throw new Unavailable('DynamoDB throttled the request.');
      environment.retryTokens -= throttledRetry.cost;
      spent = throttledRetry.cost;
      await this.#time.wait(this.#random() * throttledRetry.firstPause * 2 ** (attempt - 1));
    }
    environment.retryTokens = Math.min(throttledRetry.tokens, environment.retryTokens + Math.max(spent, 1));
    const answer = await act();
    if (parsing !== undefined) await this.#time.until(environment.busyUntil(parsing(answer)));
    return answer;
  }

  #takeAll(uses: readonly Use[]): boolean {
    const { now } = this.#time;
    return uses.every(({ direction, pk, units }) => this.throughput.take(direction, pk, units, now));
  }
}

/** What a write uses. An entry of an index is deleted and put. */
function usesOf(operation: Write, factor: number): Use[] {
  const use = (pk: string, units: number): Use => ({ direction: 'write', pk, units: units * factor });
  if ('check' in operation) return [use(operation.check.pk, 1)];
  if ('delete' in operation) return [use(operation.delete.pk, 1)];
  if ('update' in operation) return [use(operation.update.pk, 1)];
  const { put } = operation;
  const row = use(put.pk, unitsOf(sizeOf(put), bytesPerUnit.write));
  const entryIn = (index: string, partition: unknown): Use[] =>
    typeof partition === 'string' ? [{ direction: 'write', pk: `${index} ${partition}`, units: 2 }] : [];
  return [
    row,
    ...entryIn(dueIndexName, put[dueIndexKeys.partition]),
    ...entryIn(listIndexName, put[listIndexKeys.partition]),
  ];
}
