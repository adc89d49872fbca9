const DAY = 86_400_000;

/** The first one takes tens of milliseconds to make, so each is made when it is asked for, and UTC needs none. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns whether there is a time zone of this name, as far as this Node.js knows. Names are those of the IANA database; newer
 * versions of Node.js take offsets such as `+01:00` for names as well, which StatusCake does not.
 */
export function isTimeZone(name: string): boolean {
  try {
    localTime(0, name);
    return /[a-z]/i.test(name);
  } catch {
    return false;
  }
}

/** Returns the name of a zone as the IANA database spells it, of one that is given with other capitals: `Europe/paris`. */
export function spelling(zone: string): string {
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
  // Some versions of Node.js answer with another name of the same zone, which is not what was asked.
  return timeZone.toLowerCase() === zone.toLowerCase() ? timeZone : zone;
}

/**
 * Returns what a clock in a zone shows at an instant, such as `2026-12-24T22:00:00`.
 * @param instant milliseconds since 1970
 * @throws RangeError when there is no such zone
 */
export function localTime(instant: number, zone: string): string {
  if (zone === 'UTC') {
    return new Date(instant).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  }
  const formatter = formatters.get(zone) ?? formatterOf(zone);
  formatters.set(zone, formatter);
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, value]));
  const year = String(parts.get('year')).padStart(4, '0');
  const date = `${year}-${parts.get('month')}-${parts.get('day')}`;
  return `${date}T${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`;
}

/**
 * Returns the instants at which a clock in a zone shows a local time, in their order: none where clocks skip it, two where they
 * show it twice.
 * @throws RangeError when there is no such zone
 */
export function instantsOf(local: string, zone: string): number[] {
  const shown = asIfUtc(local);
  // No zone changes its clocks twice within two days, so these are the offsets that may hold. Where both do, clocks were set back:
  // the first is the larger one, and its instant the earlier one.
  const offsets = new Set([shown - DAY, shown + DAY].map((instant) => offsetAt(instant, zone)));
  return [...offsets].map((offset) => shown - offset).filter((instant) => localTime(instant, zone) === local);
}

/**
 * Returns the first of the instants of a local time, and where clocks skip it the one at which they would show it unchanged.
 * @throws RangeError when there is no such zone
 */
export function firstInstantOf(local: string, zone: string): number {
  const shown = asIfUtc(local);
  return instantsOf(local, zone)[0] ?? shown - offsetAt(shown - DAY, zone);
}

/** Returns whether a text is a local time, such as `2026-12-24T22:00:00`. */
export function isLocalTime(text: string): boolean {
  return text.length === 'YYYY-MM-DDTHH:MM:SS'.length && !Number.isNaN(asIfUtc(text));
}

/** Returns a local time so many milliseconds later by the same clock, were it never changed. */
export function shift(local: string, milliseconds: number): string {
  return new Date(asIfUtc(local) + milliseconds).toISOString().slice(0, local.length);
}

/**
 * Returns a local time as RFC 3339 writes it, with the offset that its zone has then: the first one, where it comes twice, and
 * none, where it never comes.
 * @throws RangeError when there is no such zone
 */
export function withOffset(local: string, zone: string): string {
  const [instant] = instantsOf(local, zone);
  if (instant === undefined) {
    return local;
  }
  const minutes = Math.round((asIfUtc(local) - instant) / 60_000);
  if (minutes === 0) {
    return `${local}Z`;
  }
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/**
 * Returns the milliseconds by which clocks in a zone are ahead of UTC at an instant.
 * @throws RangeError when there is no such zone
 */
export function offsetAt(instant: number, zone: string): number {
  return asIfUtc(localTime(instant, zone)) - instant;
}

function asIfUtc(local: string): number {
  return Date.parse(`${local}Z`);
}

/** English, since some builds of Node.js know no other language. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
