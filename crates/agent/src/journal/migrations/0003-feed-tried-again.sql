-- A feed that could not be read is tried again before the next night.
ALTER TABLE activation ADD COLUMN feed_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE activation ADD COLUMN feed_retry_at TEXT;
