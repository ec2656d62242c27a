// The first element of a role and an accessible name that can be seen.
const [role, name] = arguments;
return [...document.querySelectorAll(native[role] ?? `[role=${role}]`)].find(
  (element) => seen(element) && labelled(element) === plain(name)) ?? null;
