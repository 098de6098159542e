import type { Role } from '../iam/role.ts';
import type { Answer } from './upstream.ts';

export interface Caller {
  readonly functionName: string;
  readonly role: Role;
}

export interface AwsCall {
  readonly caller: Caller;
  /** Service and operation, such as `DynamoDB_20120810.PutItem` (`target.ts`). */
  readonly target: string;
  readonly operation: string;
  readonly contentType: string;
  /** Whether the SDK repeats a call that was not answered, or not in time. */
  readonly isRepeated: boolean;
  readonly body: Buffer;
}

export interface Need {
  readonly action: string;
  readonly resource: string;
}

/** A parsed call: the permissions that it needs, and how to answer it once they are granted. */
export interface PreparedCall {
  /** Empty for an unknown operation. */
  readonly needs: readonly Need[];
  answer(): Promise<Answer>;
}

/** Prepares a call. Undefined for an operation that does not exist here. */
export type Service = (call: AwsCall) => PreparedCall | undefined;
