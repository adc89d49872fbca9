/** What to warn of where a test is made anew without credentials. */
export const LOST_CREDENTIALS =
  'The API does not show basic_username and basic_password: a test that had them loses them with recreate';
