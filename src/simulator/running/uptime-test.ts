import { isIPv6 } from 'node:net';
import type { Account } from '../account/account.ts';
import type { Entry } from '../account/values.ts';

export type Status = 'up' | 'down';

/** An uptime test as the account holds it, live, with the types that the table of its fields gives it. */
export type UptimeTest = Entry & {
  readonly test_type: 'DNS' | 'HEAD' | 'HTTP' | 'PING' | 'SMTP' | 'SSH' | 'TCP';
  readonly website_url: string;
  /** Seconds. */
  readonly check_rate: number;
  readonly basic_username?: string;
  readonly basic_password?: string;
  readonly confirmation: number;
  /** IDs. */
  readonly contact_groups: readonly string[];
  /** A JSON object. */
  readonly custom_header?: string;
  readonly dns_ips: readonly string[];
  readonly dns_server?: string;
  readonly do_not_find: boolean;
  readonly final_endpoint?: string;
  readonly find_string?: string;
  readonly follow_redirects: boolean;
  readonly include_header: boolean;
  readonly paused: boolean;
  readonly port?: number;
  /** A JSON object. */
  readonly post_body?: string;
  readonly post_raw?: string;
  readonly regions: readonly string[];
  readonly status: Status;
  readonly status_codes_csv: readonly string[];
  readonly tags: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** Minutes. */
  readonly trigger_rate: number;
  readonly use_jar: boolean;
  readonly user_agent?: string;
};

/** Returns the uptime tests of an account, oldest first. */
export function uptimeTestsOf(account: Account): UptimeTest[] {
  return account.uptimeTests.all() as UptimeTest[];
}

/** Returns the URL of a test. */
export function urlOf({ website_url }: UptimeTest): URL {
  return webUrl(website_url);
}

/**
 * Reads a URL. By the API reference it may also be a name or an address: then one of `http`.
 * @throws {TypeError} when it is none of these
 */
export function webUrl(text: string): URL {
  return new URL(text.includes('://') ? text : `http://${bracketed(text)}`);
}

/** Returns the name or address in a URL, an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Returns a name or address as it stands before a port: an IPv6 address in brackets. */
export function bracketed(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}
