import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './support/ansible.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { openProject, type Project } from './support/project.ts';
import { describeRequest } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

/** The tests of newer versions of Ansible run on machines without it. */
const HAS_CHROMIUM = spawnSync('chromium', ['--version'], { stdio: 'ignore' }).status === 0;

/** They need another package, which is not in the folder of an unpacked ansible-core. */
const HAS_VAULTS = process.env.ANSIBLE_SITE === undefined;

const PAST = { seconds: 90 * 86_400, seed: 7 };

/** The subject of a mail, as something that reads mails understands it. */
function subjectOf(mail: string): string {
  const program =
    'import email, email.policy, sys; print(email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)["subject"])';
  const { stdout } = spawnSync('python3', ['-X', 'utf8', '-c', program], { input: mail, encoding: 'utf8' });
  return stdout.trimEnd();
}

describe('the playbook sla', () => {
  let project: Project;
  let options: string[];

  beforeAll(async () => {
    project = await openProject();
    for (const stack of ['acme', 'globex', 'initech']) {
      for (const kind of ['liveness', 'readiness']) {
        project.simulator.account.uptimeTests.create({
          name: `${stack} ${kind}`,
          website_url: `https://${stack}.example.com/${kind}`,
          test_type: 'HTTP',
          check_rate: 300,
          tags: [`stack-${stack}`],
        });
      }
    }
    project.simulator.account.imagine(PAST);
    const folders = {
      statuscake_sla_store: join(project.folder, 'sla'),
      statuscake_sla_output: join(project.folder, 'reports'),
    };
    options = ['-e', JSON.stringify(folders)];
    return project.close;
  });

  const reports = () => {
    const [period = ''] = readdirSync(join(project.folder, 'reports'));
    return join(project.folder, 'reports', period);
  };

  it('previews, and writes and sends nothing', async () => {
    const flags = {
      statuscake_stack_sla_recipient: '{{ inventory_hostname }}@example.com',
      statuscake_sla_send: true,
      statuscake_sla_web_server: 'globex',
      statuscake_sla_web_directory: join(project.folder, 'www'),
    };
    const { exitCode, output, writes, warnings } = await project.play(
      'sla',
      '--check',
      '--diff',
      ...options,
      '-e',
      JSON.stringify(flags),
    );
    expect(exitCode, output).toBe(0);
    expect([writes, warnings]).toEqual([[], []]);
    expect(output).toContain('a page of');
    expect(existsSync(join(project.folder, 'reports'))).toBe(false);
    expect(existsSync(join(project.folder, 'sla'))).toBe(false);
  });

  it('reports every stack of the inventory in one task, as its variables say', async () => {
    const { exitCode, output, requests, warnings } = await project.play('sla', ...options);
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    expect(readdirSync(reports())).toEqual([
      'acme.html',
      'acme.md',
      'globex.html',
      'globex.md',
      'index.html',
      'initech.html',
      'initech.md',
      'sla.json',
    ]);
    const { stacks } = JSON.parse(readFileSync(join(reports(), 'sla.json'), 'utf8'));
    expect(stacks).toMatchObject([
      {
        stack: 'acme',
        target: 99.5,
        tests: [{ name: 'acme liveness' }],
        period: { timezone: 'Europe/Paris' },
      },
      { stack: 'globex' },
      { stack: 'initech', title: 'Initech SARL', target: 99.9, exclusions: [{ kind: 'service_hours' }] },
    ]);
    expect(readFileSync(join(reports(), 'initech.html'), 'utf8')).toContain('<html lang="fr">');
    expect(requests.filter((request) => request.includes('/periods'))).toHaveLength(3);
  });

  it('asks nothing the second time, and changes nothing', async () => {
    const { exitCode, stdout, requests } = await project.play('sla', ...options);
    expect(exitCode).toBe(0);
    expect(stdout.match(/changed=0 /g)).toHaveLength(3);
    expect(requests).toEqual([]);
  });

  it('sends the reports that have a recipient, where it is told to, and publishes them', async () => {
    const sent = join(project.folder, 'sent.eml');
    const title = `Initech SARL, ${'été 🙂🙂 '.repeat(12)}fin`;
    const variables = join(project.inventory.path, 'host_vars/initech.yml');
    writeFileSync(variables, readFileSync(variables, 'utf8').replace('Initech SARL', title));
    const flags = {
      statuscake_stack_sla_recipient:
        "{{ 'ceo@initech.example' if inventory_hostname == 'initech' else '' }}",
      statuscake_sla_send: true,
      statuscake_sla_mail_command: ['tee', '-a', sent],
      statuscake_sla_web_server: 'globex',
      statuscake_sla_web_directory: join(project.folder, 'www'),
    };
    const { exitCode, output, requests } = await project.play('sla', ...options, '-e', JSON.stringify(flags));
    expect(exitCode, output).toBe(0);
    expect(requests).toEqual([]);
    const mail = readFileSync(sent, 'utf8');
    const [head = '', text = '', page = ''] = mail.split('--=_report\n');
    expect(head).toMatch(/^To: ceo@initech\.example\nDate: .*\nSubject: =\?utf-8\?B\?/);
    const [, date = ''] = /^Date: (\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000)$/m.exec(head) ?? [];
    expect(Date.parse(date)).toBe(
      Math.floor(statSync(join(reports(), 'initech.html')).mtimeMs / 1000) * 1000,
    );
    const decoded = (part: string) => {
      const [base64 = ''] = part.split('\n\n')[1]?.split('\n--') ?? [];
      return Buffer.from(base64, 'base64').toString().trimEnd();
    };
    expect(subjectOf(mail)).toMatch(new RegExp(`^${title}\u00a0: `));
    for (const [word] of head.matchAll(/=\?.*?\?=/g)) {
      expect(word.length).toBeLessThanOrEqual(75);
    }
    expect(head.split('\n').every((line) => line.length <= 76)).toBe(true);
    expect(decoded(text)).toBe(readFileSync(join(reports(), 'initech.md'), 'utf8').trimEnd());
    expect(decoded(page)).toBe(readFileSync(join(reports(), 'initech.html'), 'utf8').trimEnd());
    expect(mail.split('\n').every((line) => line.length < 100)).toBe(true);
    expect(mail.match(/^To: /gm)).toHaveLength(1);
    const [period = ''] = readdirSync(join(project.folder, 'www'));
    expect(readdirSync(join(project.folder, 'www', period))).toEqual(readdirSync(reports()));
  });

  it('sends, publishes and prints what could be reported where a stack could not', async () => {
    const sent = join(project.folder, 'sent-in-part.eml');
    const terms =
      "{{ {'target': 99.5} | combine({'counts': ['no such']} if inventory_hostname == 'globex' else {}) }}";
    const flags = {
      statuscake_sla_defaults: terms,
      statuscake_stack_sla_recipient: '{{ inventory_hostname }}@example.com',
      statuscake_sla_send: true,
      statuscake_sla_mail_command: ['tee', '-a', sent],
      statuscake_sla_web_server: 'acme',
      statuscake_sla_web_directory: join(project.folder, 'www-in-part'),
    };
    const { exitCode, output } = await project.play('sla', ...options, '-e', JSON.stringify(flags));
    expect(exitCode).toBe(2);
    expect(output).toContain('1 of 3 stacks could not be reported');
    expect(readFileSync(sent, 'utf8').match(/^To: .*/gm)).toEqual([
      'To: acme@example.com',
      'To: initech@example.com',
    ]);
    expect(readdirSync(join(project.folder, 'www-in-part'))).toHaveLength(1);
  });

  it('is told of a deployment by the journal, also where somebody has left its last line without an end', async () => {
    const journal = join(project.folder, 'sla-journal/acme.jsonl');
    mkdirSync(dirname(journal));
    writeFileSync(
      journal,
      '{"stacks": ["acme"], "from": "2026-01-01T00:00:00Z", "to": "2026-01-01T00:10:00Z", "run": "first"}',
    );
    const home = ['-e', 'statuscake_stack_journal=~/sla-journal'];
    const { exitCode, output } = await project.play('provision', '--limit', 'acme', ...home);
    expect(exitCode, output).toBe(0);
    const lines = readFileSync(journal, 'utf8').trim().split('\n');
    const [first, line] = lines.map((text) => JSON.parse(text));
    expect(lines).toHaveLength(2);
    expect(first.run).toBe('first');
    expect(line).toMatchObject({ stacks: ['acme'], run: 'Provision stacks' });
    expect(Date.parse(line.from)).toBeLessThanOrEqual(Date.parse(line.to));

    const play = await project.play('sla', ...options, '-e', 'statuscake_sla_period=month_to_date');
    expect(play.exitCode, play.output).toBe(0);
  });

  it('warns where nothing is at the path of the journal, unless deployments are to make it', async () => {
    const path = join(project.folder, 'sla-jurnal');
    const play = async (variables: object) =>
      (await project.play('sla', ...options, '-e', JSON.stringify(variables))).warnings;
    expect(await play({ statuscake_sla_journal: path })).toEqual([expect.stringContaining(': journal: ')]);
    expect(await play({ statuscake_sla_journal: path, statuscake_stack_journal: path })).toEqual([]);
  });

  it('says so where the journal cannot be written, after the window was closed', async () => {
    const { exitCode, output } = await project.play('provision', '-e', 'statuscake_stack_journal=/dev/null');
    expect(exitCode).toBe(2);
    expect(output).toMatch(/acme: statuscake_stack_journal: \/dev\/null cannot be written/);
  });
});

/** What was promised, as people write it: dates without quotes, which YAML takes for dates, and a text in a vault. */
async function declarationOf(folder: string): Promise<string> {
  const month = new Date(new Date().setUTCDate(0)).toISOString().slice(0, 7);
  const args = ['encrypt_string', '--vault-password-file', 'vault', '--name', '  title', 'The Corp.'];
  const { stdout } = HAS_VAULTS
    ? await runAnsible('ansible-vault', args, folder)
    : { stdout: '  title: The Corp.\n' };
  return [
    'statuscake_stack_sla:',
    '  target: 99',
    '  service_hours: Mon-Sun 00:00-24:00',
    `  holidays: [${month}-02]`,
    '  exclude:',
    `    - {from: ${month}-03 20:00:00, to: ${month}-04, reason: Another data centre}`,
    stdout,
  ].join('\n');
}

describe('the role statuscake_sla, copied alone to where there is no setting', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN, history: PAST });
  });
  afterAll(() => simulator.close());

  it('reports without become, as its user says, and prints where there is Chromium', async () => {
    simulator.account.uptimeTests.create({
      name: 'acme liveness',
      website_url: 'https://acme.example.com',
      test_type: 'HTTP',
      check_rate: 300,
      tags: ['stack-acme'],
    });
    await inTemporaryFolder(async (folder) => {
      // As a branch may be called that a job reports for.
      const reports = join(folder, 'feature%2Freports#1');
      await cp(join(ROOT, 'roles/statuscake_sla'), join(folder, 'roles/statuscake_sla'), { recursive: true });
      await writeFile(join(folder, 'ansible.cfg'), '');
      const vars = {
        ansible_become: true,
        ansible_become_exe: '/nonexistent/sudo',
        ansible_host: '192.0.2.1',
        statuscake_sla_api_key: TOKEN,
        statuscake_sla_pdf: true,
        statuscake_sla_output: reports,
        statuscake_sla_pdf_command: [
          'chromium',
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--no-pdf-header-footer',
        ],
        statuscake_sla_formats: ['html', 'csv', 'markdown', 'openmetrics'],
      };
      const hosts = { host: { statuscake_stack_name: 'acme' } };
      await writeFile(join(folder, 'hosts.yml'), JSON.stringify({ all: { hosts, vars } }));
      await writeFile(join(folder, 'vault'), 'password-of-the-vault');
      await mkdir(join(folder, 'host_vars'));
      await writeFile(join(folder, 'host_vars/host.yml'), await declarationOf(folder));
      const tasks = [{ 'ansible.builtin.import_role': { name: 'statuscake_sla' } }];
      await writeFile(
        join(folder, 'playbook.yml'),
        JSON.stringify([{ hosts: 'all', gather_facts: false, become: true, tasks }]),
      );
      const play = () =>
        runAnsible('ansible-playbook', ['playbook.yml', '-i', 'hosts.yml'], folder, {
          ANSIBLE_LIBRARY: undefined,
          STATUSCAKE_API_URL: simulator.url,
          ...(HAS_VAULTS && { ANSIBLE_VAULT_PASSWORD_FILE: join(folder, 'vault') }),
        });
      const finished = await play();
      const output = finished.stdout + finished.stderr;
      expect(finished.exitCode, output).toBe(0);
      expect(warningsIn(output)).toEqual([]);
      const [period = ''] = readdirSync(reports).filter((name) => !name.endsWith('.prom'));
      const written = readdirSync(join(reports, period));
      const pages = ['acme.html', 'acme.md', 'incidents.csv', 'index.html', 'stacks.csv'];
      expect(written.filter((name) => !name.endsWith('.pdf'))).toEqual(pages);
      const page = readFileSync(join(reports, period, 'acme.html'), 'utf8');
      expect(page).toContain('<bdi>The Corp.</bdi>');
      expect(page).toContain('<bdi>Another data centre</bdi>');
      expect(page).toMatch(/<bdi>Mon-Sun 00:00-24:00 \(without \d{4}-\d\d-02\)<\/bdi>/);
      const prints = written.filter((name) => name.endsWith('.pdf'));
      expect(prints).toEqual(HAS_CHROMIUM ? ['acme.pdf', 'index.pdf'] : []);
      for (const name of prints) {
        expect(readFileSync(join(reports, period, name), 'latin1')).toMatch(/^%PDF/);
      }
      for (const name of prints.slice(0, 1)) {
        const path = join(reports, period, name);
        rmSync(path);
        const again = (await play()).stdout;
        expect(existsSync(path)).toBe(true);
        expect(again.match(/changed: .*item=.*/g)).toEqual([expect.stringContaining('acme.html')]);
        expect((await play()).stdout).not.toMatch(/changed: .*item=/);
      }
      expect(
        simulator.requests.map(describeRequest).filter((request) => !request.startsWith('GET ')),
      ).toEqual([]);
    });
  });
});
