import { afterAll, afterEach } from 'vitest';
import { expectNoneDenied } from './denied-access.ts';

// Before the hooks of the file itself, so that its own run first: what is denied while its stack stops counts too.
afterEach(expectNoneDenied);
afterAll(expectNoneDenied);
