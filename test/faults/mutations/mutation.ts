import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Table } from '../../../shared/store/table.ts';
import type { OutgoingCall } from '../gate/invocation.ts';
import type { Worker } from '../queues/topology.ts';
import type { Invariant } from '../violation.ts';

/** What a function that a queue feeds does with a batch. */
export type WorkBatch = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * A way to break the product that the harness must detect. It wraps one of the product's ports, so that it depends on
 * what the product writes and sends, and not on its source text.
 */
export interface Mutation {
  readonly name: string;
  /** The invariant that it breaks. */
  readonly invariant: Invariant;
  /** Only reassignments show it: every run has some. */
  readonly isOfReassignments?: true;
  /**
   * A seed that detects it, where the search starts. If a change to the product alters that run, the search goes on to
   * later seeds and takes longer, until this is updated.
   */
  readonly firstSeed: number;
  /** Breaks the table of one invocation, which is named after its function or after what a client asks for. */
  readonly table?: (table: Table, invocation: string) => Table;
  /** Breaks a call to another system on its way out. */
  readonly call?: (call: OutgoingCall) => OutgoingCall;
  /** Breaks a function that a queue feeds. */
  readonly worker?: (workBatch: WorkBatch, worker: Worker) => WorkBatch;
}
