-- What this installation is.
CREATE TABLE installation (
    only_one       INTEGER PRIMARY KEY CHECK (only_one = 1),
    agent_id       TEXT NOT NULL
) STRICT;

-- One row per activation of the external connection. At most one has not ended.
CREATE TABLE activation (
    activation_id    INTEGER PRIMARY KEY,
    source           TEXT NOT NULL CHECK (source IN ('finbox', 'folder')),
    start_date       TEXT,
    activated_at     TEXT,
    environment_id   TEXT,
    environment_name TEXT,
    paired_at        TEXT,
    cursor           TEXT,
    entity_tag       TEXT,
    feed_attempts    INTEGER NOT NULL DEFAULT 0,
    feed_retry_at    TEXT,
    ended_at         TEXT,
    told_source_at   TEXT
) STRICT;
CREATE UNIQUE INDEX only_one_activation_is_current ON activation ((ended_at IS NULL)) WHERE ended_at IS NULL;

-- Silverfin firms that were logged in to.
CREATE TABLE firm (
    firm_id         INTEGER PRIMARY KEY,
    name            TEXT NOT NULL,
    connection_id   TEXT,
    connected_at    TEXT NOT NULL,
    login_lapsed_at TEXT,
    removed_at      TEXT
) STRICT;

-- The accountant's client files in the source, and the Silverfin client file that each is linked to.
CREATE TABLE dossier (
    dossier_id        TEXT PRIMARY KEY,
    name              TEXT NOT NULL,
    enterprise_number TEXT,
    firm_id           INTEGER,
    company_id        INTEGER,
    company_name      TEXT,
    linked_by         TEXT CHECK (linked_by IN ('number', 'person')),
    linked_at         TEXT,
    CHECK ((company_id IS NULL) = (linked_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_of_company ON dossier (firm_id, company_id) WHERE company_id IS NOT NULL;

-- A delivery into one template: the plan, committed before the first request leaves and forgotten when it is settled.
CREATE TABLE delivery (
    delivery_id       INTEGER PRIMARY KEY,
    firm_id           INTEGER NOT NULL,
    company_id        INTEGER NOT NULL,
    period_id         INTEGER NOT NULL,
    reconciliation_id INTEGER NOT NULL,
    plan              TEXT,
    planned_at        TEXT NOT NULL,
    finished_at       TEXT
) STRICT;

-- What we wrote last into each template: the base of the next merge.
CREATE TABLE base (
    firm_id           INTEGER NOT NULL,
    company_id        INTEGER NOT NULL,
    period_id         INTEGER NOT NULL,
    reconciliation_id INTEGER NOT NULL,
    content_hash      TEXT NOT NULL,
    base              TEXT NOT NULL,
    PRIMARY KEY (firm_id, company_id, period_id, reconciliation_id)
) STRICT, WITHOUT ROWID;

-- Sheets, and where each is on its way. Their figures are apart: a row here is looked at and changed often, and there may
-- be very many.
CREATE TABLE sheet (
    sheet_id          TEXT PRIMARY KEY,
    activation_id     INTEGER NOT NULL REFERENCES activation,
    dossier_id        TEXT NOT NULL REFERENCES dossier,
    year_end          TEXT NOT NULL,
    revision          INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    entry             TEXT NOT NULL,
    enterprise_number TEXT,
    has_figures       INTEGER NOT NULL DEFAULT 0,
    findings          INTEGER NOT NULL DEFAULT 0,
    state             TEXT NOT NULL,
    reason            TEXT,
    attempts          INTEGER NOT NULL DEFAULT 0,
    retry_at          TEXT,
    since             TEXT NOT NULL,
    firm_id           INTEGER,
    company_id        INTEGER,
    period_id         INTEGER,
    workflow_id       INTEGER,
    reconciliation_id INTEGER,
    delivery_id       INTEGER REFERENCES delivery,
    conflicts         TEXT,
    decisions         TEXT,
    delivered_at      TEXT,
    acknowledged_at   TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_under_way ON sheet (state) WHERE state NOT IN ('delivered', 'superseded', 'stopped');
CREATE INDEX sheet_not_acknowledged ON sheet (sheet_id) WHERE state = 'delivered' AND acknowledged_at IS NULL;
CREATE INDEX sheet_of_dossier ON sheet (dossier_id, year_end, revision);

CREATE TABLE figures (
    sheet_id TEXT PRIMARY KEY REFERENCES sheet,
    sheet    TEXT NOT NULL
) STRICT;

-- PDF copies for the permanent documents. An upload is not idempotent, so it has states of its own.
CREATE TABLE document (
    sheet_id    TEXT PRIMARY KEY REFERENCES sheet,
    firm_id     INTEGER NOT NULL,
    company_id  INTEGER NOT NULL,
    name        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('wanted', 'sending', 'uncertain', 'stored', 'given_up')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    retry_at    TEXT,
    document_id INTEGER,
    detail      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX document_under_way ON document (state) WHERE state NOT IN ('stored', 'given_up');

CREATE TABLE run (
    run_id      INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    night       TEXT,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT
) STRICT;
CREATE INDEX run_of_night ON run (night) WHERE night IS NOT NULL;

-- What people are told, one row per event, in the transaction of the event itself.
CREATE TABLE activity (
    activity_id INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    run_id      INTEGER REFERENCES run,
    kind        TEXT NOT NULL,
    sheet_id    TEXT,
    dossier_id  TEXT,
    firm_id     INTEGER,
    detail      TEXT NOT NULL
) STRICT;
CREATE INDEX activity_of_dossier ON activity (dossier_id, activity_id);
