/** The office that answers, as it is found. */
export interface Scene {
  isSourceKnown: boolean;
  isActive: boolean;
  isPaired: boolean;
  firms: number;
  dossiers: number;
  hasLongNames?: boolean;
  isSandbox?: boolean;
  isOffline?: boolean;
  hasCrashed?: boolean;
  isManaged?: boolean;
  isWorking?: boolean;
  isPaused?: boolean;
  isNightMissed?: boolean;
  isFolder?: boolean;
  isSilent?: boolean;
}

const CONNECTED: Scene = { isSourceKnown: true, isActive: true, isPaired: true, firms: 2, dossiers: 51 };

/** Every scene by its name in the address: `?scene=first-start`. */
export const SCENES: Record<string, Scene> = {
  connected: CONNECTED,
  "first-start": { isSourceKnown: false, isActive: false, isPaired: false, firms: 0, dossiers: 0 },
  ready: { isSourceKnown: true, isActive: false, isPaired: false, firms: 0, dossiers: 0 },
  activated: { isSourceKnown: true, isActive: true, isPaired: false, firms: 0, dossiers: 0 },
  sandbox: { isSourceKnown: true, isActive: false, isPaired: false, firms: 0, dossiers: 0, isSandbox: true },
  offline: { ...CONNECTED, isOffline: true },
  crash: { ...CONNECTED, hasCrashed: true },
  managed: { ...CONNECTED, isManaged: true },
  empty: { ...CONNECTED, dossiers: 0 },
  many: { ...CONNECTED, dossiers: 10_000 },
  long: { ...CONNECTED, hasLongNames: true },
  working: { ...CONNECTED, isWorking: true },
  paused: { ...CONNECTED, isPaused: true },
  missed: { ...CONNECTED, isNightMissed: true },
  folder: { ...CONNECTED, isFolder: true },
  loading: { ...CONNECTED, isSilent: true },
};
