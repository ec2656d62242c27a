//! A journal with very many delivered sheets, made of one that was really delivered: its rows are copied in the journal
//! itself, with other ids. The copies are as large as the real thing, and stand in the same tables and indexes.

use std::path::Path;
use std::time::Instant;

use anyhow::ensure;
use rusqlite::{Connection, params};

/// Copies are made in so large steps.
const AT_ONCE: u32 = 100_000;

/// Fills up the journal until it has so many delivered sheets of so many dossiers.
pub(crate) fn fill(file: &Path, dossiers: u32, sheets: u32) -> anyhow::Result<()> {
    let begun = Instant::now();
    let connection = Connection::open(file)?;
    // Only while it is made: nothing is lost with it.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")?;
    let there: u32 =
        connection.query_row("SELECT count(*) FROM sheet WHERE state = 'delivered'", [], |row| row.get(0))?;
    ensure!(there > 0, "no sheet was delivered that could be copied");
    let prototype: String = connection.query_row(
        "SELECT sheet_id FROM sheet WHERE reason IS NULL ORDER BY created_at, sheet_id LIMIT 1",
        [],
        |row| row.get(0),
    )?;
    connection.execute_batch(
        "CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY, sheet_id TEXT, dossier_id TEXT, year_end TEXT)",
    )?;
    connection.execute(
        "WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?1)
         INSERT OR IGNORE INTO dossier (dossier_id, name, enterprise_number, firm_id, company_id, company_name, linked_by, linked_at)
         SELECT printf('00000000-0000-4000-8000-%012x', n), printf('Client %05d', n), NULL, firm_id, 1000000 + n,
                printf('Client %05d', n), 'number', linked_at
         FROM counted, (SELECT firm_id, linked_at FROM dossier WHERE company_id IS NOT NULL LIMIT 1)",
        [dossiers],
    )?;
    let mut next = there;
    while next < sheets {
        let end = sheets.min(next + AT_ONCE);
        connection.execute("DELETE FROM copy", [])?;
        // The last year first, as it is with a real office; ids in no order, as real ones are.
        connection.execute(
            "WITH RECURSIVE counted (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?2)
             INSERT INTO copy SELECT n, printf('%08x-0000-4000-8000-%012x', (n * 2654435761) & 0xffffffff, n),
                    printf('00000000-0000-4000-8000-%012x', 1 + n % ?3), date('2024-12-31', '-' || (n / ?3) || ' years')
             FROM counted",
            params![next, end - 1, dossiers],
        )?;
        copy(&connection, &prototype)?;
        next = end;
    }
    connection.execute_batch("DROP TABLE copy; PRAGMA journal_mode = WAL;")?;
    drop(connection);
    let bytes = std::fs::metadata(file)?.len();
    println!("{sheets} delivered sheets in {:.1} s, {} MB", begun.elapsed().as_secs_f64(), bytes / 1_000_000);
    Ok(())
}

fn copy(connection: &Connection, prototype: &str) -> anyhow::Result<()> {
    connection.execute(
        "INSERT INTO delivery (delivery_id, firm_id, company_id, period_id, reconciliation_id, plan, planned_at, finished_at)
         SELECT 1000000 + copy.n, firm_id, 1000000 + copy.n, period_id, reconciliation_id, NULL, planned_at, finished_at
         FROM delivery, copy WHERE delivery_id = (SELECT delivery_id FROM sheet WHERE sheet_id = ?1)",
        [prototype],
    )?;
    connection.execute(
        "INSERT INTO sheet SELECT copy.sheet_id, activation_id, copy.dossier_id, copy.year_end, revision, created_at,
                json_set(entry, '$.id', copy.sheet_id, '$.dossier_id', copy.dossier_id, '$.financial_year.end', copy.year_end),
                enterprise_number, has_figures, findings, state, reason, attempts, retry_at, since, firm_id,
                1000000 + copy.n, period_id, workflow_id, reconciliation_id, 1000000 + copy.n, conflicts, decisions,
                delivered_at, acknowledged_at
         FROM sheet, copy WHERE sheet.sheet_id = ?1 ORDER BY copy.sheet_id",
        [prototype],
    )?;
    connection.execute(
        "INSERT INTO figures SELECT copy.sheet_id, sheet FROM figures, copy WHERE figures.sheet_id = ?1 ORDER BY copy.sheet_id",
        [prototype],
    )?;
    connection.execute(
        "INSERT INTO base SELECT firm_id, 1000000 + copy.n, period_id, reconciliation_id, content_hash, base
         FROM (SELECT base.* FROM base JOIN sheet USING (firm_id, company_id, period_id, reconciliation_id)
               WHERE sheet.sheet_id = ?1), copy ORDER BY copy.n",
        [prototype],
    )?;
    connection.execute(
        "INSERT INTO activity (at, run_id, kind, sheet_id, dossier_id, firm_id, detail)
         SELECT at, run_id, kind, copy.sheet_id, copy.dossier_id, firm_id, detail
         FROM copy, activity WHERE activity.sheet_id = ?1 ORDER BY copy.n, activity_id",
        [prototype],
    )?;
    Ok(())
}
