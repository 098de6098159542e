import type { Role } from '../iam/role.ts';
import type { Answer } from './upstream.ts';

/** The function that calls, and the role whose grants it has. */
export interface Caller {
  readonly functionName: string;
  readonly role: Role;
}

/** A request of a function to a service of AWS. */
export interface AwsCall {
  readonly caller: Caller;
  /** The service's name and the operation, such as `DynamoDB_20120810.PutItem`. */
  readonly target: string;
  readonly operation: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** An action on a resource, as IAM sees it. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

/** A call that has been read: what it needs, and its answer once that is granted. */
export interface PreparedCall {
  /** Nothing, for an operation that is not known here. */
  readonly needs: readonly Need[];
  answer(): Promise<Answer>;
}

/** Reads a call to one service. */
export type Service = (call: AwsCall) => PreparedCall;
