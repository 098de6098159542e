import * as z from 'zod';

export const Settings = z.object({});
