import type { Account } from '../../../src/simulator/account/account.ts';

/** Fills an account as Terraform does for two customers, and returns what `terraform show -json` would say of it. */
export function terraformedAccount({ contactGroups, uptimeTests, sslTests }: Account): string {
  const group = contactGroups.create({ name: 'Operations', email_addresses: ['operations@example.com'] }).id;
  const modules = ['acme', 'globex'].map((customer) => {
    const url = `https://${customer}.example.com`;
    const up = uptimeTests.create({
      name: `${customer} up`,
      website_url: `${url}/liveness`,
      test_type: 'HTTP',
      check_rate: 60,
      contact_groups: [group],
      ...(customer === 'acme' && { basic_username: 'robot', basic_password: 'rosebud' }),
    });
    const certificate = sslTests.create({
      website_url: url,
      check_rate: 86400,
      alert_at: ['1', '7', '30'],
      alert_broken: true,
      alert_expiry: true,
      alert_reminder: true,
    });
    const address = `module.customer["${customer}"]`;
    const basic = customer === 'acme' ? [{ username: 'robot', password: 'rosebud' }] : [];
    return {
      address,
      resources: [
        resource(`${address}.statuscake_uptime_check.up`, 'statuscake_uptime_check', {
          id: up.id,
          name: up.name,
          check_interval: 60,
          http_check: [{ basic_authentication: basic, request_method: 'HTTP', timeout: 15 }],
          monitored_resource: [{ address: `${url}/liveness`, host: '' }],
        }),
        resource(`${address}.statuscake_ssl_check.certificate`, 'statuscake_ssl_check', {
          id: certificate.id,
        }),
      ],
    };
  });
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.9.8',
    values: {
      root_module: {
        resources: [
          resource('statuscake_contact_group.operations', 'statuscake_contact_group', { id: group }),
        ],
        child_modules: modules,
      },
    },
  });
}

function resource(address: string, type: string, values: object) {
  return {
    address,
    mode: 'managed',
    type,
    name: address.split('.').at(-1),
    provider_name: 'registry.terraform.io/statuscakedev/statuscake',
    values,
  };
}
