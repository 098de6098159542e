import type { SQSEvent } from 'aws-lambda';
import { PeerMember } from '../peer-change.ts';
import { update } from '../table.ts';

/** Peer (b), second half: its event source hands it one message at a time. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) await update(PeerMember.parse(JSON.parse(body)));
}
