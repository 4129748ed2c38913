-- schemas: reta, training
-- The ledger: a queue that is written with each entry, and the Merkle log that one sequencer makes of it.
-- Two logs share the tables: `entries`, and `audit` for the audit trail. There is nothing here but hashes.

CREATE TABLE log_queue (
  log text NOT NULL CONSTRAINT log_queue_log CHECK (log IN ('entries', 'audit')),
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  position bigint GENERATED ALWAYS AS IDENTITY,
  entry_hash bytea NOT NULL CONSTRAINT log_queue_hash_is_sha256 CHECK (octet_length(entry_hash) = 32),
  CONSTRAINT log_queue_once PRIMARY KEY (log, entry_hash)
  -- Rows live for a second: vacuum by their number, not by the share of a table that is nearly always empty.
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE UNIQUE INDEX log_queue_order ON log_queue (log, position);
COMMENT ON TABLE log_queue IS 'Hashes promised to a log and not yet in it; a row is inserted in the transaction of its entry';
COMMENT ON COLUMN log_queue.position IS 'Order of arrival. A gap is a transaction that was undone or has not committed yet, which is then taken later';

CREATE TABLE ledger_leaves (
  log text NOT NULL CONSTRAINT ledger_leaves_log CHECK (log IN ('entries', 'audit')),
  leaf_index bigint NOT NULL CONSTRAINT ledger_leaves_index_not_negative CHECK (leaf_index >= 0),
  entry_hash bytea NOT NULL CONSTRAINT ledger_leaves_hash_is_sha256 CHECK (octet_length(entry_hash) = 32),
  appended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT ledger_leaves_place PRIMARY KEY (log, leaf_index),
  CONSTRAINT ledger_leaves_once UNIQUE (log, entry_hash)
);
COMMENT ON TABLE ledger_leaves IS 'The log itself, in the order of the sequencer: each entry once, no index left out. Never updated, never deleted';
COMMENT ON COLUMN ledger_leaves.entry_hash IS 'The 32 bytes that are the leaf; its place in the tree is SHA-256(0x00 followed by them)';

CREATE TABLE ledger_tiles (
  log text NOT NULL CONSTRAINT ledger_tiles_log CHECK (log IN ('entries', 'audit')),
  level smallint NOT NULL CONSTRAINT ledger_tiles_level CHECK (level BETWEEN 0 AND 63),
  tile_index bigint NOT NULL CONSTRAINT ledger_tiles_index_not_negative CHECK (tile_index >= 0),
  width smallint NOT NULL CONSTRAINT ledger_tiles_width CHECK (width BETWEEN 1 AND 256),
  hashes bytea NOT NULL,
  CONSTRAINT ledger_tiles_place PRIMARY KEY (log, level, tile_index, width),
  CONSTRAINT ledger_tiles_filled CHECK (octet_length(hashes) = 32 * width),
  CONSTRAINT ledger_tiles_lowest_full CHECK (level > 0 OR width = 256)
);
-- Hashes do not compress; trying costs time.
ALTER TABLE ledger_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE ledger_tiles IS 'C2SP tlog-tiles: tree hashes in rows of at most 256. Never updated, never deleted';
COMMENT ON CONSTRAINT ledger_tiles_lowest_full ON ledger_tiles
  IS 'Partial tiles of the lowest level would be new every second; they are read from ledger_leaves instead';

CREATE TABLE ledger_checkpoints (
  log text NOT NULL CONSTRAINT ledger_checkpoints_log CHECK (log IN ('entries', 'audit')),
  size bigint NOT NULL CONSTRAINT ledger_checkpoints_size_not_negative CHECK (size >= 0),
  root bytea NOT NULL CONSTRAINT ledger_checkpoints_root_is_sha256 CHECK (octet_length(root) = 32),
  note text NOT NULL,
  published_at timestamptz NOT NULL,
  CONSTRAINT ledger_checkpoints_size PRIMARY KEY (log, size)
);
COMMENT ON TABLE ledger_checkpoints IS 'What each log has signed: one statement for each size it had. Never updated, never deleted';
COMMENT ON COLUMN ledger_checkpoints.note IS 'Signed note (C2SP tlog-checkpoint), as it is handed out';

GRANT INSERT ON log_queue TO reta_people, reta_cases, reta_identities, reta_statistics, reta_audit, reta_ledger;
-- The one delete in the whole record: what has become a leaf leaves the queue, in the same transaction.
GRANT SELECT, DELETE ON log_queue TO reta_ledger;
GRANT INSERT ON ledger_leaves, ledger_tiles, ledger_checkpoints TO reta_ledger;
GRANT SELECT ON ledger_leaves, ledger_tiles, ledger_checkpoints
  TO reta_people, reta_cases, reta_identities, reta_statistics, reta_audit, reta_ledger;
