import { describe, expect, test } from 'vitest';
import { forget, readTerraform } from '../../../src/takeover/terraform.ts';

const uptime = (address: string, id: string, values: object = {}) => ({
  address,
  mode: 'managed',
  type: 'statuscake_uptime_check',
  values: { id, ...values },
});

const STATE = JSON.stringify({
  format_version: '1.0',
  values: {
    root_module: {
      resources: [
        uptime('statuscake_uptime_check.up["acme"]', '11', {
          http_check: [{ basic_authentication: [{ username: 'robot', password: 'rosebud' }] }],
        }),
        {
          address: 'data.statuscake_contact_group.x',
          mode: 'data',
          type: 'statuscake_contact_group',
          values: { id: '3' },
        },
        { address: 'aws_instance.web', mode: 'managed', type: 'aws_instance', values: { id: 'i-1' } },
      ],
      child_modules: [
        {
          address: 'module.globex',
          resources: [
            {
              address: 'module.globex.statuscake_ssl_check.this',
              mode: 'managed',
              type: 'statuscake_ssl_check',
              values: { id: '12' },
            },
          ],
          child_modules: [
            { resources: [uptime('module.globex.module.more.statuscake_uptime_check.this[0]', '13')] },
          ],
        },
      ],
    },
  },
});

describe('the output of terraform show -json', () => {
  test('is read module by module, without its passwords', () => {
    const resources = readTerraform('terraform', STATE);
    expect(resources).toEqual([
      { address: 'statuscake_uptime_check.up["acme"]', kind: 'tests', id: '11', username: 'robot' },
      { address: 'module.globex.statuscake_ssl_check.this', kind: 'ssl', id: '12', username: null },
      {
        address: 'module.globex.module.more.statuscake_uptime_check.this[0]',
        kind: 'tests',
        id: '13',
        username: null,
      },
    ]);
    expect(JSON.stringify(resources)).not.toContain('rosebud');
  });

  test.each([
    ['nothing', ''],
    ['a table', '[1]'],
    ['a state without resources', '{"format_version": "1.0"}'],
    ['null', 'null'],
  ])('is not %s', (_, text) => {
    expect(() => readTerraform('terraform', text)).toThrow(
      /^terraform: .*write it with terraform show -json/,
    );
  });

  test('becomes commands for a shell', () => {
    const resource = { kind: 'tests', id: '1', username: null };
    expect(forget({ ...resource, address: 'statuscake_uptime_check.up["it\'s"]' })).toBe(
      `terraform state rm 'statuscake_uptime_check.up["it'\\''s"]'`,
    );
  });
});
