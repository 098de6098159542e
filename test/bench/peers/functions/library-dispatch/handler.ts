import { dispatcher, sendTens } from '../send.ts';

/** Peer (c), first half. */
export const handler = dispatcher(sendTens);
