/** Whose requests the walk makes, and about what. */
export interface Scene {
  readonly url: string;
  readonly groupId: string;
  /** The nic that is to be the technical and billing contact. */
  readonly recipient: string;
  /** The bearer tokens of the administration contact and of the recipient. */
  readonly tokens: { readonly administration: string; readonly recipient: string };
  /** Waits between two looks at the change. */
  readonly pause: () => Promise<void>;
}

/** What the walk saw. */
export interface Seen {
  readonly first: string;
  readonly last: string;
  readonly refusal: string | undefined;
  readonly applied: number;
}
