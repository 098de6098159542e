import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Table } from '../../../shared/store/table.ts';
import type { OutgoingCall } from '../gate/invocation.ts';
import type { Worker } from '../queues/topology.ts';
import type { Always } from '../scenario/scenario.ts';
import type { Script } from '../run/script.ts';
import type { Invariant } from '../violation.ts';

export type WorkBatch = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * Breaks the product in a way that the harness must detect. It wraps a port, so that it does not depend on source text.
 */
export interface Mutation {
  readonly name: string;
  readonly invariant: Invariant;
  /** What a run must have to show it. */
  readonly needs?: Always;
  /** Where random runs rarely detect it. */
  readonly script?: Script;
  /**
   * Where the search starts. If a change to the product alters that run, the search takes longer until this is updated.
   */
  readonly firstSeed?: number;
  /** One invocation's table. The invocation is named after its function or its client's request. */
  readonly table?: (table: Table, invocation: string) => Table;
  /** A call to another system. */
  readonly call?: (call: OutgoingCall) => OutgoingCall;
  /** A function that a queue feeds. */
  readonly worker?: (workBatch: WorkBatch, worker: Worker) => WorkBatch;
}
