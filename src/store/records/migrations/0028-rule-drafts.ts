import type { RecordsMigration } from '../records-migration.ts'

/** Changes of zones and conditions before they hold: made, tried on the past, published or put aside. */
export const ruleDrafts: RecordsMigration = {
  name: '0028-rule-drafts',
  statements: [
    `create table rule_drafts (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  monitoring_order_id text collate "C" not null,
  -- The condition it changes, of a zone the first that names it; null: a new one.
  condition_id text,
  -- What it changes as that stood, and what is to be (domain/rule-change.ts).
  body jsonb not null,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null,
  -- From when on it is to hold; null: at once.
  holds_from timestamptz,
  why text not null default '',
  published_by bigint references accounts (id),
  published_at timestamptz,
  discarded_by bigint references accounts (id),
  discarded_at timestamptz,
  -- Why it was discarded, or published without having been tried.
  remark text not null default '',
  check (published_at is null or discarded_at is null)
)`,
    'create index rule_drafts_wearer on rule_drafts (device_wearer_id, id)',
    `create table rule_trials (
  draft_id bigint not null references rule_drafts (id),
  begun_at timestamptz not null,
  begun_by bigint not null references accounts (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- What it would have raised, beside what the rule as it stands raises; null while it works.
  result jsonb,
  finished_at timestamptz,
  primary key (draft_id, begun_at)
)`,
  ],
}
