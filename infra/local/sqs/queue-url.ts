import { place } from '../cloudformation/place.ts';

/** The path prefix of every queue's URL, on AWS and locally. */
export const queuesPath = `/${place.account}`;
