import { dispatcher, sendEach } from '../send.ts';

/** Peer (b), first half: a request for every message. */
export const handler = dispatcher(sendEach);
