import * as z from 'zod';

/** How long a message to a member lives, in seconds; apart, because `coerce` makes bundles larger. */
export const MemberMessageLifeSettings = z.object({
  MEMBER_MESSAGE_LIFE_SECONDS: z.coerce.number<string>().int().positive(),
});
