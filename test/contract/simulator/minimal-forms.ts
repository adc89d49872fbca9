/** The least that a create needs, by the path of the resource. A heartbeat has a host too, which its list leaves out. */
export const MINIMAL_FORMS = {
  heartbeat: 'name=backup&period=1800&host=AWS',
  pagespeed: 'name=start page&website_url=https://shop.example.com/&check_rate=3600&region=UK',
  ssl: 'website_url=https://shop.example.com/&check_rate=3600&alert_at[]=30&alert_at[]=7&alert_at[]=1',
  'contact-groups': 'name=Operations',
  'maintenance-windows':
    'name=release&start_at=2090-01-01T01:00:00%2B05:00&end_at=2090-01-01T02:00:00Z&timezone=Europe/Berlin&tags[]=production',
} as const;
