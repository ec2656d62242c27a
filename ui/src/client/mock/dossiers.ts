import type { Particulars } from "../../words/words.svelte.ts";
import type { DossierRow, DossiersInput, Fix, Language, SheetState } from "../api.ts";
import { failure, say } from "./words.ts";

/** Made-up names of firms, French and Dutch in turn. */
const NAMES = [
  "Boulangerie du Moulin Vert SRL",
  "Bakkerij De Blauwe Schoof BV",
  "Garage de la Place Ronde SA",
  "Fietsen Het Gouden Wiel BV",
  "Menuiserie du Vieux Pont SRL",
  "Schrijnwerkerij Eik en Es BV",
  "Imprimerie des Trois Tilleuls SA",
  "Drukkerij De Vijf Letters NV",
  "Pharmacie du Cerf-Volant SRL",
  "Apotheek Op de Heuvel BV",
  "Transports de la Haute Berge SA",
  "Vervoer Langs de Vaart NV",
  "Restaurant La Table Bleue SRL",
  "Brasserie Het Zilveren Anker BV",
  "Toitures du Haut Clocher SRL",
  "Dakwerken Zon en Wind BV",
  "Horticole des Sept Sources SRL",
  "Tuinen Van Het Groene Dal BV",
  "Ateliers de la Roue Dentée SA",
  "Metaalwerken De Vonk NV",
  "Librairie du Chat Perché SRL",
  "Boekhandel De Open Bladzijde BV",
  "Nettoyage Clair Matin SRL",
  "Schoonmaak Heldere Ruiten BV",
];

const LONG_NAME =
  "Association sans but lucratif pour la Gestion commune des Maisons de Repos et de Soins de la Vallée des Sept Sources et de ses Communes avoisinantes ASBL";

interface Standing {
  state: SheetState;
  code?: string;
  fix?: Fix;
  particulars?: (number: string) => Particulars;
}

/** Where the first dossiers stand; all the others are delivered. */
const STANDINGS: Standing[] = [
  { state: "unmatched", code: "no_company", fix: "link_dossier", particulars: (number) => ({ number }) },
  {
    state: "unmatched",
    code: "several_companies",
    fix: "link_dossier",
    particulars: (number) => ({ number, count: 2 }),
  },
  {
    state: "needs_review",
    code: "changed_in_silverfin",
    fix: "review",
    particulars: () => ({ count: 3, rubrics: "1001, 1011, 1021" }),
  },
  {
    state: "refused",
    code: "period_locked",
    fix: "open_in_silverfin",
    particulars: () => ({ detail: "Period is locked" }),
  },
  {
    state: "waiting_workflow",
    code: "no_template",
    fix: "open_in_silverfin",
    particulars: () => ({ handle: "social_balance_sheet" }),
  },
  {
    state: "waiting_workflow",
    code: "no_period",
    fix: "open_in_silverfin",
    particulars: () => ({ date: "31/12/2025" }),
  },
  { state: "retry_at", code: "network_failed", particulars: () => ({ service: "Silverfin" }) },
  { state: "uncertain", code: "no_trustworthy_answer", particulars: () => ({ detail: "504" }) },
  { state: "sending" },
  { state: "superseded" },
];

/** An invented dossier: what of it does not depend on the language. */
export interface MockDossier {
  index: number;
  name: string;
  number: string | null;
  standing: Standing;
  company: string | null;
}

const waits = (state: SheetState) => state === "unmatched" || state === "needs_review" || state === "refused";

/** So many invented dossiers, some of them with long names. */
export function inventDossiers(count: number, hasLongNames: boolean): MockDossier[] {
  return Array.from({ length: count }, (_, index) => {
    const base = NAMES[index % NAMES.length] ?? "";
    const name = hasLongNames && index % 3 === 0 ? LONG_NAME : index < NAMES.length ? base : `${base} ${String(index)}`;
    const standing = STANDINGS[index] ?? { state: "delivered" as const };
    const eight = 1_990_000 + index * 7;
    const number = `0${String(eight)}${String(97 - (eight % 97)).padStart(2, "0")}`;
    return {
      index,
      name,
      number: index === 1 && hasLongNames ? null : number.replace(/^(\d{4})(\d{3})(\d{3})$/, "$1.$2.$3"),
      standing,
      company: standing.state === "unmatched" ? null : name,
    };
  });
}

/** A row as the agent would tell it. */
export function rowOf(dossier: MockDossier, language: Language): DossierRow {
  const { index, name, number, standing, company } = dossier;
  const { state, code, fix, particulars } = standing;
  const at = new Date(Date.UTC(2026, 2, 3, 1, 14, index % 60)).toISOString();
  return {
    sheet: `sheet-${String(index)}`,
    dossier: { id: `dossier-${String(index)}`, name },
    enterprise_number: number,
    firm: company === null ? null : 1001,
    company: company === null ? null : 5000 + index,
    company_name: company,
    year_start: "2025-01-01",
    year_end: "2025-12-31",
    model: index % 3 === 0 ? "full" : "abridged",
    revision: state === "superseded" ? 2 : 1,
    state,
    state_text: say(language, `state-${state.replaceAll("_", "-")}`),
    waits_for_person: waits(state),
    reason:
      code === undefined
        ? null
        : {
            ...failure(language, code, fix ?? null, particulars?.(number ?? "")),
            dossier: { id: `dossier-${String(index)}`, name },
          },
    since: at,
    retry_at: state === "retry_at" ? "2026-03-04T01:14:00Z" : null,
    delivered_at: state === "delivered" ? at : null,
    findings: index % 5 === 0 ? 1 : 0,
    has_page: company !== null && state !== "retry_at",
  };
}

const GROUPS: Record<Exclude<DossiersInput["filter"], "all">, (state: SheetState) => boolean> = {
  waiting: waits,
  under_way: (state) => !waits(state) && state !== "delivered" && state !== "superseded" && state !== "stopped",
  delivered: (state) => state === "delivered",
  ended: (state) => state === "superseded" || state === "stopped",
};

/** The dossiers that meet filter and search, in order. */
export function chosenDossiers(dossiers: MockDossier[], { filter, search, order }: DossiersInput): MockDossier[] {
  const text = search.toLowerCase();
  const found = dossiers.filter(
    (dossier) =>
      (filter === "all" || GROUPS[filter](dossier.standing.state)) &&
      (dossier.name.toLowerCase().includes(text) || (dossier.number?.includes(text) ?? false)),
  );
  return order === "name" ? found.sort((one, other) => one.name.localeCompare(other.name, "fr")) : found;
}

/** How many dossiers are where. */
export function countsOf(dossiers: MockDossier[]) {
  const count = (is: (state: SheetState) => boolean) => dossiers.filter(({ standing }) => is(standing.state)).length;
  return {
    all: dossiers.length,
    waiting: count(GROUPS.waiting),
    under_way: count(GROUPS.under_way),
    delivered: count(GROUPS.delivered),
    ended: count(GROUPS.ended),
  };
}
