import type { Account } from '../../src/simulator/account/account.ts';

/** A stack as `status_cake_stack` has it in `stacks`. */
export type Stack = {
  readonly stack: string;
  readonly tests: { readonly name: string; readonly website_url: string }[];
};

/** Options for all tests: one that the list shows. */
export const WITHOUT_DETAILS = { defaults: { check_rate: 60 } };
/** The same, and one that only the details show. */
export const WITH_DETAILS = { defaults: { ...WITHOUT_DETAILS.defaults, confirmation: 2 } };

/** Declares so many stacks, of so many tests each. */
export function declareFleet(stacks: number, testsPerStack: number): Stack[] {
  return Array.from({ length: stacks }, (_, number) => {
    const stack = `customer-${number}`;
    const tests = Array.from({ length: testsPerStack }, (_, test) => ({
      name: `${stack} service ${test}`,
      website_url: `https://${stack}.example.com/service-${test}`,
    }));
    return { stack, tests };
  });
}

/** Puts into an account what these stacks declare with `WITH_DETAILS`. */
export function seedFleet(account: Account, stacks: readonly Stack[]): void {
  for (const { stack, tests } of stacks) {
    for (const test of tests) {
      const tags = [`stack-${stack}`];
      account.uptimeTests.create({ ...test, ...WITH_DETAILS.defaults, test_type: 'HTTP', tags });
    }
  }
}
