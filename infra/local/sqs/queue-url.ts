import { place } from '../cloudformation/place.ts';

/** The path of every queue's URL, before its name, on AWS and on the servers that stand in for it. */
export const queuesPath = `/${place.account}`;
