import type { RecordsMigration } from '../records-migration.ts'

/** Places that visits are told to: those of a map, by the extract they came in, and those added for one person. */
export const placesOfInterest: RecordsMigration = {
  name: '0032-places-of-interest',
  statements: [
    'alter table imports drop constraint imports_kind_check',
    `alter table imports add constraint imports_kind_check
       check (kind in ('positions', 'people', 'crimes', 'alcohol', 'places'))`,
    // The newest is in force; those before it are kept, so that it can be told what an answer stood on.
    `create table place_extracts (
  id bigint generated always as identity primary key,
  import_id bigint not null references imports (id),
  -- The London date that its data is of, where it is said.
  data_of date,
  -- What its licence asks to be shown wherever its places are.
  attribution text not null,
  taken_at timestamptz not null,
  taken_by bigint references accounts (id)
)`,
    `create table places_of_interest (
  extract_id bigint not null references place_extracts (id),
  ordinal integer not null,
  category text not null,
  name text,
  address text,
  source_id text,
  geometry jsonb not null,
  radius_metres double precision,
  -- Degrees, longitude first.
  extent box not null,
  primary key (extract_id, ordinal)
)`,
    'create index places_of_interest_extent on places_of_interest using gist (extent)',
    `create table own_places (
  id bigint generated always as identity primary key,
  device_wearer_id text collate "C" not null,
  name text not null check (name <> ''),
  latitude double precision not null,
  longitude double precision not null,
  radius_metres double precision not null check (radius_metres > 0),
  why text not null,
  -- Where it is the place of a position: erased with it.
  position_at timestamptz,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null,
  ended_by bigint references accounts (id),
  ended_at timestamptz,
  end_why text,
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_why is null))
)`,
    'create index own_places_wearer on own_places (device_wearer_id, id)',
  ],
}
