import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import type { DossiersInput } from "../src/client/api.ts";
import { asked, openWindow } from "./support.ts";

const row = (name: RegExp) => within(screen.getByRole("row", { name }));

describe("Dossiers", () => {
  test("what waits comes with what to do and a way to do it", async () => {
    const { office, user } = await openWindow("dossiers", "connected");
    await screen.findByRole("row", { name: /Boulangerie du Moulin Vert/ });
    expect(row(/Boulangerie du Moulin Vert/).getByText("À associer")).toBeTruthy();
    expect(row(/Boulangerie du Moulin Vert/).getByText(/notez ce numéro/)).toBeTruthy();
    await user.click(row(/Fietsen Het Gouden Wiel/).getByRole("button", { name: "Réessayer" }));
    await user.click(row(/Fietsen Het Gouden Wiel/).getByRole("button", { name: "Ouvrir dans Silverfin" }));
    await user.click(screen.getByRole("button", { name: "Tout réessayer" }));
    expect(asked(office, "retry")).toEqual([{ dossier: "dossier-3" }, { dossier: null }]);
    expect(asked(office, "open_in_silverfin")).toEqual([{ sheet: "sheet-3" }]);
  });

  test("a dossier is linked to the client file that was chosen", async () => {
    const { office, user } = await openWindow("dossiers", "connected");
    await screen.findByRole("row", { name: /Boulangerie du Moulin Vert/ });
    await user.click(row(/Boulangerie du Moulin Vert/).getByRole("button", { name: "Associer" }));
    const dialog = within(await screen.findByRole("dialog"));
    const link = dialog.getByRole<HTMLButtonElement>("button", { name: "Associer" });
    expect(link.disabled).toBe(true);
    await user.click(await dialog.findByRole("radio", { name: /Boulangerie du Moulin Vert/ }));
    await user.click(link);
    await waitFor(() => {
      expect(asked(office, "link_dossier")).toEqual([{ dossier: "dossier-0", firm: 1001, company: 7001 }]);
    });
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
    expect(row(/Boulangerie du Moulin Vert/).queryByText("À associer")).toBeNull();
  });

  test("search, filter and order are the agent's work", async () => {
    const { office, user } = await openWindow("dossiers", "connected");
    await screen.findByRole("row", { name: /Boulangerie du Moulin Vert/ });
    await user.selectOptions(screen.getByLabelText("Afficher"), "waiting");
    await user.selectOptions(screen.getByLabelText("Trier par"), "name");
    await user.type(screen.getByLabelText("Rechercher"), "moulin");
    await waitFor(() => {
      expect(asked(office, "dossiers").at(-1)).toEqual({
        filter: "waiting",
        search: "moulin",
        order: "name",
        offset: 0,
        limit: 100,
      });
    });
    await user.clear(screen.getByLabelText("Rechercher"));
    await user.type(screen.getByLabelText("Rechercher"), "zzz");
    await user.click(await screen.findByRole("button", { name: "Tout afficher" }));
    expect((await screen.findAllByRole("row", { name: /Apotheek/ })).length).toBeGreaterThan(0);
    expect(screen.getByLabelText<HTMLInputElement>("Rechercher").value).toBe("");
  });

  test("of ten thousand dossiers only those are asked for and drawn that are looked at", async () => {
    const { office } = await openWindow("dossiers", "many");
    const region = await screen.findByRole("region", { name: "Liste des dossiers" });
    await screen.findByRole("row", { name: /Boulangerie du Moulin Vert/ });
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    region.scrollTop = 5_000 * 76;
    region.dispatchEvent(new Event("scroll"));
    await waitFor(() => {
      expect(asked(office, "dossiers").some((input) => (input as DossiersInput).offset === 5_000)).toBe(true);
    });
    await waitFor(() => {
      expect(screen.getAllByRole("row").some((line) => line.getAttribute("aria-rowindex") === "5002")).toBe(true);
    });
    expect(asked(office, "dossiers").length).toBeLessThan(5);
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
  });

  test("news have the rows that are looked at read again", async () => {
    const { office } = await openWindow("dossiers", "connected");
    await screen.findByRole("row", { name: /Boulangerie du Moulin Vert/ });
    const before = asked(office, "dossiers").length;
    office.tell({ kind: "changed", what: ["dossiers"] });
    await waitFor(() => {
      expect(asked(office, "dossiers").length).toBe(before + 1);
    });
  });

  test("no dossier yet is told apart from nothing connected yet", async () => {
    await openWindow("dossiers", "empty");
    expect(await screen.findByText(/Dès qu'un nouveau bilan social est créé/)).toBeTruthy();
  });

  test("before the activation the list says what comes first", async () => {
    await openWindow("dossiers", "first-start");
    expect(await screen.findByText("Activez d'abord la connexion externe.")).toBeTruthy();
  });
});
