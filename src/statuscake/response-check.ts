/** A compiled schema: whether a value fits it, and if not, where and why. */
export interface ResponseCheck {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
