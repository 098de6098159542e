import type { AskedFor, AskedForReassignment } from '../invariants/history.ts';
import type { Effects } from '../under-test/effects.ts';

/** A client's request to the API. The client repeats it unchanged if there is no answer. */
export interface UserAction {
  readonly name: string;
  readonly asked?: AskedFor;
  readonly askedReassignment?: AskedForReassignment;
  work(effects: Effects): Promise<unknown>;
}
