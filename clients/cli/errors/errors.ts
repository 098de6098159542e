/** The command line cannot be followed. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** There is no token to call the API with. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}
