/** What a timeline can be narrowed to. */
export const timelineKinds = [
  'orders',
  'devices',
  'incidents',
  'decisions',
  'notes',
  'absences',
  'supervision',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

/**
 * Where a person's timeline comes from: of each kind statements of `at`, `what` happened, the `id` of what it is about
 * (or null) and a `body` of words and codes. `$1` is the wearer; each finds its rows by the wearer's index.
 */
export const timelineSources: Readonly<Record<TimelineKind, readonly string[]>> = {
  orders: [
    `select starts_at as at, 'order-began' as what, id,
       jsonb_build_object('orderType', order_type) as body
     from monitoring_orders where device_wearer_id = $1`,
    `select ends_at, 'order-ended', id, jsonb_build_object('orderType', order_type)
     from monitoring_orders where device_wearer_id = $1 and ends_at is not null`,
    `select said_at, 'order-changed', monitoring_order_id, jsonb_build_object('version', version,
       'variations', variations, 'withdrawn', coalesce(body -> 'withdrawn', 'false'))
     from order_versions where device_wearer_id = $1 and version > 1`,
  ],
  devices: [
    `select starts_at, 'device-fitted', device_id, jsonb_build_object('reason', start_reason)
     from device_activations where device_wearer_id = $1`,
    `select ends_at, 'device-removed', device_id, jsonb_build_object('reason', end_reason)
     from device_activations where device_wearer_id = $1 and ends_at is not null`,
  ],
  incidents: [
    `select starts_at, 'incident', id::text, jsonb_build_object('kind', kind, 'gravity', gravity)
     from incidents where device_wearer_id = $1 and stage = 'actual'`,
  ],
  decisions: [
    `select decided_at, 'decided', incident_id::text, jsonb_build_object('decision', decision,
       'reason', reason, 'text', decided.text, 'by', name, 'kind', kind, 'takenBack', revoked_at is not null)
     from incidents join violation_decisions as decided on decided.incident_id = incidents.id
     join accounts on accounts.id = decided_by where incidents.device_wearer_id = $1`,
    `select recorded_at, 'outcome', incident_id::text, jsonb_build_object('outcome', outcome,
       'onDate', on_date, 'text', outcomes.text, 'by', name, 'takenBack', revoked_at is not null)
     from incidents join incident_outcomes as outcomes on outcomes.incident_id = incidents.id
     join accounts on accounts.id = recorded_by where incidents.device_wearer_id = $1`,
    `select at, act, incident_id::text, jsonb_build_object('reason', reason, 'text', acts.text,
       'by', name, 'kind', kind)
     from incidents join incident_acts as acts on acts.incident_id = incidents.id
     join accounts on accounts.id = acts.account_id
     where incidents.device_wearer_id = $1 and act in ('resolve', 'reopen')`,
  ],
  notes: [
    `select written_at, 'note', notes.id::text, jsonb_build_object('text', text, 'by', name)
     from person_notes as notes join accounts on accounts.id = written_by
     where notes.device_wearer_id = $1`,
    `select seen_at, 'seen', null, jsonb_build_object('text', note, 'by', name)
     from attention_seen as seen join accounts on accounts.id = seen_by
     where seen.device_wearer_id = $1`,
    `select made_at, 'handed-over', hand_overs.id::text, jsonb_build_object('state', state, 'by', name)
     from hand_overs left join accounts on accounts.id = made_by
     where hand_overs.device_wearer_id = $1`,
  ],
  absences: [
    `select authorised_at, 'absence', null, jsonb_build_object('reason', reason, 'text', text,
       'from', extract(epoch from starts_at) * 1000, 'to', extract(epoch from ends_at) * 1000,
       'by', name, 'takenBack', revoked_at is not null)
     from authorised_absences as absences join accounts on accounts.id = authorised_by
     where absences.device_wearer_id = $1`,
  ],
  supervision: [
    `select starts_at, 'allocated', null, jsonb_build_object('practitioner', practitioner, 'team', team)
     from allocations where device_wearer_id = $1`,
  ],
}
