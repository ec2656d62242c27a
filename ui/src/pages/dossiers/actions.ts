import type { DossierRow, SheetState } from "../../client/api.ts";

/** What can be done about a dossier, the most helpful first. */
export type RowAction = "associate" | "review" | "retry" | "open";

/** States in which looking again at once may help. */
const RETRIED: ReadonlySet<SheetState> = new Set<SheetState>(["refused", "retry_at", "waiting_workflow"]);

export function actionsFor(row: DossierRow): RowAction[] {
  const actions: RowAction[] = [];
  if (row.state === "unmatched") {
    actions.push("associate");
  }
  if (row.state === "needs_review") {
    actions.push("review");
  }
  if (RETRIED.has(row.state)) {
    actions.push("retry");
  }
  if (row.has_page) {
    actions.push("open");
  }
  return actions;
}

export const ACTION_LABELS: Record<RowAction, string> = {
  associate: "dossiers-link",
  review: "dossiers-review",
  retry: "dossiers-retry-one",
  open: "dossiers-open",
};

/** The financial year in short: "2025", or "2025–2026" where it does not end in the year that it began in. */
export function yearText({ year_start, year_end }: DossierRow): string {
  const [start, end] = [year_start.slice(0, 4), year_end.slice(0, 4)];
  return start === end ? end : `${start}–${end}`;
}
