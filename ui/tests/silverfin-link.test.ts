import { screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { asked, openWindow } from "./support.ts";

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const pairingId = () => screen.getByLabelText<HTMLInputElement>("Identifiant d'appariement");

describe("Lien Silverfin", () => {
  test("from the pairing id to the success screen", async () => {
    const { office, user } = await openWindow("silverfin_link", "activated");
    expect(button("Ajouter une connexion Silverfin").disabled).toBe(true);
    await user.type(pairingId(), "SZKN-MQ47-RYTK-2C52");
    await user.click(button("Valider l'id de connexion"));
    expect(await screen.findByText(/Environnement Finbox : Fiduciaire du Canal/)).toBeTruthy();
    await user.type(screen.getByLabelText("Entreprise Silverfin:"), "1001");
    await user.click(button("Ajouter une connexion Silverfin"));
    expect(await screen.findByText(/La fenêtre « Se connecter à Silverfin » est ouverte/)).toBeTruthy();
    expect(asked(office, "begin_login")).toEqual([{ way: "window", firm: "1001" }]);
    office.finishLogin("Fiduciaire du Canal");
    const heading = await screen.findByRole("heading", { name: "La connexion a été établie avec succès" });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText("La synchronisation des bilans sociaux démarre automatiquement.")).toBeTruthy();
    await user.click(button("Terminer"));
    expect(asked(office, "close_window")).toHaveLength(1);
  });

  test.each([
    ["SZKN-MQ47", "Identifiant d'appariement mal saisi"],
    ["AAAA-AAAA-AAAA-AAAA", "Identifiant d'appariement inconnu"],
    ["REVOKED", "Identifiant d'appariement révoqué"],
    ["OFTEN", "Trop d'essais"],
  ])("%s is answered by %j", async (text, title) => {
    const { user } = await openWindow("silverfin_link", "activated");
    await user.type(pairingId(), `${text}{Enter}`);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(title);
    expect(pairingId().getAttribute("aria-invalid")).toBe("true");
    expect(button("Ajouter une connexion Silverfin").disabled).toBe(true);
    // Whoever types on is not told any more of what was wrong before.
    await user.type(pairingId(), "2");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("a login that was given up says so and can be begun again", async () => {
    const { office, user } = await openWindow("silverfin_link", "connected");
    await user.click(button("Utiliser mon navigateur"));
    await user.click(await screen.findByRole("button", { name: "Abandonner la connexion" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Connexion annulée");
    await user.click(button("Ajouter une connexion Silverfin"));
    expect(asked(office, "begin_login").map((input) => (input as { way: string }).way)).toEqual(["browser", "window"]);
  });

  test("a code is pasted, and a wrong one refused without losing the way", async () => {
    const { office, user } = await openWindow("silverfin_link", "connected");
    await user.click(button("Coller le code"));
    await user.type(await screen.findByLabelText("Code affiché par Silverfin"), "12{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("Connexion refusée");
    await user.type(screen.getByLabelText("Code affiché par Silverfin"), "3456");
    await user.click(button("Valider le code"));
    expect(await screen.findByRole("heading", { name: "La connexion a été établie avec succès" })).toBeTruthy();
    expect(asked(office, "paste_code")).toEqual([
      { code: "12", firm: "" },
      { code: "123456", firm: "" },
    ]);
  });

  test("a login that ended while the window was closed is told when it opens", async () => {
    const { office, user } = await openWindow("silverfin_link", "connected");
    office.loginIs({ state: "connected", firm: 1001, name: "Fiduciaire du Canal" });
    expect(await screen.findByRole("heading", { name: "La connexion a été établie avec succès" })).toBeTruthy();
    await user.click(button("Ajouter une autre connexion"));
    expect(await screen.findByRole("button", { name: "Ajouter une connexion Silverfin" })).toBeTruthy();
    expect(asked(office, "cancel_login")).toHaveLength(1);
  });

  test("a watched folder needs no pairing id", async () => {
    await openWindow("silverfin_link", "folder");
    expect(screen.queryByLabelText("Identifiant d'appariement")).toBeNull();
    expect(button("Ajouter une connexion Silverfin").disabled).toBe(false);
  });
});
