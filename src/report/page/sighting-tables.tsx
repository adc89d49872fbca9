import type { Facts } from './facts.ts';
import { Table } from './tables.tsx';

/** Until when certificates are valid, where anybody has asked. */
export function CertificateTable({ report: { certificates }, phrases, wording }: Facts) {
  if (certificates.length === 0) {
    return null;
  }
  const date = (time: string | null) => (time === null ? '–' : wording.date(Date.parse(time) / 1000));
  return (
    <section>
      <h2>{phrases.certificates}</h2>
      <Table
        label={phrases.certificates}
        columns={[
          { name: phrases.tests },
          { name: phrases.validUntil, look: 'k' },
          { name: phrases.issuer },
          { name: phrases.seen, look: 'k' },
        ]}
        rows={certificates.map(({ url, valid_until: until, issuer, seen_at: seen }) => ({
          key: url,
          cells: [
            <bdi key="url">{url}</bdi>,
            date(until),
            <bdi key="issuer">{issuer ?? '–'}</bdi>,
            date(seen),
          ],
        }))}
      />
    </section>
  );
}

/** When heartbeats were missed, as far as anybody has looked. */
export function HeartbeatTable({ report: { heartbeats }, phrases, wording }: Facts) {
  if (heartbeats.length === 0) {
    return null;
  }
  const moment = (time: string) => wording.moment(Date.parse(time) / 1000);
  return (
    <section>
      <h2>{phrases.heartbeats}</h2>
      <Table
        label={phrases.heartbeats}
        columns={[{ name: phrases.tests }, { name: phrases.looks, look: 'n' }, { name: phrases.missedAt }]}
        rows={heartbeats.map(({ id, name, looks, missed }) => ({
          key: id,
          cells: [
            <bdi key="name">{name}</bdi>,
            wording.number(looks),
            missed.length === 0 ? '–' : missed.map(({ seen_at: seen }) => moment(seen)).join('; '),
          ],
        }))}
      />
    </section>
  );
}
