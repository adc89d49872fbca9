/** Where StatusCake runs uptime tests. Names and codes are of its kind; the addresses are reserved for documentation. */

import type { Json } from './values.ts';

export type Location = {
  readonly description: string;
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly region: string;
  readonly region_code: string;
  readonly status: 'up' | 'down';
};

/** Returns a location; it is up unless said otherwise. */
export function location(
  description: string,
  addresses: { ipv4: string; ipv6?: string },
  region: string,
  region_code: string,
  status: Location['status'] = 'up',
): Location {
  return { description, ...addresses, region, region_code, status };
}

/** What `/uptime-locations` lists. As in the real list, a region may have several servers. */
export const uptimeLocations: readonly Location[] = [
  location('Australia, Sydney - 1', { ipv4: '192.0.2.1' }, 'Australia / Sydney', 'sydney'),
  location('Austria, Vienna - 1', { ipv4: '192.0.2.2' }, 'Austria / Vienna', 'vienna'),
  location('Belgium, Brussels - 1', { ipv4: '192.0.2.3' }, 'Belgium / Brussels', 'brussels'),
  location('Brazil, Sao Paulo - 1', { ipv4: '192.0.2.4' }, 'Brazil / Sao Paulo', 'sao-paulo'),
  location('Canada, Toronto - 3', { ipv4: '192.0.2.5' }, 'Canada / Toronto', 'toronto'),
  location('France, Paris - 2', { ipv4: '192.0.2.6' }, 'France / Paris', 'paris'),
  location('Germany, Frankfurt - 10', { ipv4: '192.0.2.7' }, 'Germany / Frankfurt', 'frankfurt'),
  location('Hong Kong - 1', { ipv4: '192.0.2.8' }, 'Hong Kong', 'hong-kong'),
  location('India, Bangalore - 1', { ipv4: '192.0.2.9' }, 'India / Bangalore', 'bangalore'),
  location('Ireland, Dublin - 2', { ipv4: '192.0.2.10' }, 'Ireland / Dublin', 'dublin'),
  location('Italy, Milan - 1', { ipv4: '192.0.2.11' }, 'Italy / Milan', 'milan'),
  location('Japan, Tokyo - 1', { ipv4: '192.0.2.12' }, 'Japan / Tokyo', 'tokyo'),
  location('Netherlands, Amsterdam - 4', { ipv4: '192.0.2.13' }, 'Netherlands / Amsterdam', 'amsterdam'),
  location('Poland, Warsaw - 1', { ipv4: '192.0.2.14' }, 'Poland / Warsaw', 'warsaw'),
  location('Singapore', { ipv4: '192.0.2.15' }, 'Singapore', 'singapore'),
  location(
    'South Africa, Johannesburg - 1',
    { ipv4: '192.0.2.16' },
    'South Africa / Johannesburg',
    'johannesburg',
  ),
  location('Spain, Madrid - 1', { ipv4: '192.0.2.17' }, 'Spain / Madrid', 'madrid'),
  location('Sweden, Stockholm - 1', { ipv4: '192.0.2.18' }, 'Sweden / Stockholm', 'stockholm'),
  location(
    'United Kingdom, London - 5',
    { ipv4: '192.0.2.19', ipv6: '2001:db8::5' },
    'United Kingdom / London',
    'london',
  ),
  location(
    'United Kingdom, London - 9',
    { ipv4: '192.0.2.20', ipv6: '2001:db8::9' },
    'United Kingdom / London',
    'london',
    'down',
  ),
  location('United States, New York - 5', { ipv4: '192.0.2.21' }, 'United States / New York', 'new-york'),
  location(
    'United States, California - 2',
    { ipv4: '192.0.2.22' },
    'United States / California',
    'california',
  ),
  location('United States, Texas - 1', { ipv4: '192.0.2.23' }, 'United States / Texas', 'texas'),
];

/** Tells whether uptime tests can run from a region of that code. */
export function isUptimeRegion(code: string): boolean {
  return uptimeLocations.some(({ region_code }) => region_code === code);
}

/** Returns the servers of these regions, in the order of `/uptime-locations`, not of the codes. */
export function serversIn(codes: readonly string[]): Json {
  return uptimeLocations.filter(({ region_code }) => codes.includes(region_code));
}

/** Returns the name of the server that does the `run`th run of a test: those of its regions, or all, take turns. */
export function serverOfRun(codes: readonly string[], run: number): string {
  const working = uptimeLocations.filter(({ status }) => status === 'up');
  const chosen = working.filter(({ region_code }) => codes.includes(region_code));
  const servers = chosen.length > 0 ? chosen : working;
  return servers[run % servers.length]?.description ?? '';
}
