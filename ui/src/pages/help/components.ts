/** The chief of what is shipped inside of Passerelle, and under which licence (SPDX): every package, and the crates that most rests on. */
export const COMPONENTS = {
  crates: [
    { name: "tauri", licence: "Apache-2.0 OR MIT" },
    { name: "tokio", licence: "MIT" },
    { name: "reqwest", licence: "MIT OR Apache-2.0" },
    { name: "rustls", licence: "Apache-2.0 OR ISC OR MIT" },
    { name: "rusqlite", licence: "MIT" },
    { name: "keyring", licence: "MIT OR Apache-2.0" },
    { name: "chrono", licence: "MIT OR Apache-2.0" },
    { name: "rust_decimal", licence: "MIT" },
    { name: "fluent-bundle", licence: "Apache-2.0 OR MIT" },
  ],
  packages: [
    { name: "svelte", licence: "MIT" },
    { name: "@fluent/bundle", licence: "Apache-2.0" },
    { name: "@tauri-apps/api", licence: "Apache-2.0 OR MIT" },
  ],
  /** What comes inside of one of the crates. */
  inside: [{ name: "SQLite", licence: "public domain" }],
};
