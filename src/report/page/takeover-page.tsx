import type { CheckFacts, TakeoverFacts } from '../../takeover/facts.ts';
import { ABOUT_TWINS, idsSentence, listSections, valueText } from '../takeover-words.ts';
import { toHtml } from './document.tsx';
import { type Column, Table } from './tables.tsx';

const TITLE = 'What the account holds, and whose it is';

/** The report of a takeover, as the text of its file. */
export function takeoverPage(facts: TakeoverFacts): string {
  return toHtml({
    language: 'en',
    title: TITLE,
    children: (
      <>
        <header>
          <p class="quiet">StatusCake, before it is taken over</p>
          <h1>{TITLE}</h1>
        </header>
        <Summary {...facts} />
        <Twins {...facts} />
        <Lists {...facts} />
        <Shared {...facts} />
        <Stacks {...facts} />
      </>
    ),
  });
}

function Summary(facts: TakeoverFacts) {
  const { counts } = facts;
  const figures: [string, number][] = [
    ['Stacks', counts.stacks],
    ['Checks', counts.checks],
    ['Of nobody', counts.unassigned - counts.known],
    ['Known to be of nobody', counts.known],
    ['Groups of twins', counts.twins],
    ['Paused', counts.paused],
    ['Passwords', counts.passwords],
  ];
  return (
    <>
      <div class={`verdict ${counts.assigned + counts.known === counts.checks ? 'good' : 'none'}`}>
        <strong>
          {counts.assigned} / {counts.checks}
        </strong>
        <p>{facts.summary}.</p>
      </div>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{idsSentence(facts)}</p>
    </>
  );
}

function Twins({ twins }: TakeoverFacts) {
  if (twins.length === 0) {
    return null;
  }
  return (
    <section>
      <h2>Twins</h2>
      <p class="quiet">{ABOUT_TWINS}</p>
      {twins.map(({ subject, checks, differences }) => (
        <Table
          key={subject}
          label={subject}
          columns={[
            { name: subject },
            ...checks.map(({ id }, index) => ({ name: `ID ${id}${index === 0 ? ', the oldest' : ''}` })),
          ]}
          rows={[
            { key: 'stack', cells: ['stack', ...checks.map(({ stack }) => stack ?? 'of nobody')] },
            ...differences.map(({ option, values }) => ({ key: option, cells: [option, ...values] })),
          ]}
        />
      ))}
    </section>
  );
}

function Lists(facts: TakeoverFacts) {
  return (
    <>
      {listSections(facts).map(({ title, about, lines, isCode }) => (
        <section key={title} class="method">
          <h2>{title}</h2>
          <p class="quiet">{about}</p>
          <ul>
            {lines.map((line) => (
              <li key={line}>{isCode ? <code>{line}</code> : line}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Shared({ shared }: TakeoverFacts) {
  const entries = Object.entries(shared);
  return entries.length === 0 ? null : (
    <section>
      <h2>What all stacks share</h2>
      <Table
        label="What all stacks share"
        columns={[{ name: 'option', look: 'k' }, { name: 'value' }]}
        rows={entries.map(([name, value]) => ({ key: name, cells: [name, valueText(value)] }))}
      />
    </section>
  );
}

const CHECK_COLUMNS: readonly Column[] = [
  { name: 'Kind', look: 'k', share: 16 },
  { name: 'Name', share: 30 },
  { name: 'URL', share: 36 },
  { name: 'ID', look: 'n', share: 8 },
  { name: 'By', look: 'k', share: 10 },
];

function Stacks({ stacks }: TakeoverFacts) {
  return (
    <>
      {stacks.map(({ stack, checks }) => (
        <section key={stack}>
          <h2>Stack {stack}</h2>
          <Table
            label={stack}
            columns={CHECK_COLUMNS}
            rows={checks.map((check) => ({
              key: `${check.kind} ${check.id}`,
              cells: [check.kind, nameOf(check), check.url ?? '–', check.id, check.by],
            }))}
          />
        </section>
      ))}
    </>
  );
}

/** An SSL test has its URL only. */
function nameOf({ name, url, paused }: CheckFacts & { readonly paused: boolean }) {
  return (
    <span>
      {name === url ? '–' : name}
      {paused ? <span class="quiet"> (paused)</span> : null}
    </span>
  );
}
