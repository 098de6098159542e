import { dispatcher, sendTens } from '../send.ts';

/** Peer (d), first half: schedules an activity for every member. */
export const handler = dispatcher(sendTens);
