import { describe, expect, test } from "vitest";

import { withoutTheRest, withUnbrokenSpaces } from "../build/fluent.ts";

const TEXT = `# A comment

## A group

one = One
two = { $count ->
    [one] Two
   *[other] Twos
}
three = Three
`;

describe("what is made of Fluent files", () => {
  test("comments go, messages stay whole", () => {
    expect(withoutTheRest(TEXT, () => true)).toBe(
      "one = One\ntwo = { $count ->\n    [one] Two\n   *[other] Twos\n}\nthree = Three\n",
    );
  });

  test("what is not wanted goes with all its lines", () => {
    expect(withoutTheRest(TEXT, (key) => key !== "two")).toBe("one = One\nthree = Three\n");
  });

  test("no line of a sentence begins with what closes", () => {
    expect(withUnbrokenSpaces("a = « Oui » ? Non ; si : { $x }", true)).toBe(
      "a = «\u00a0Oui\u00a0»\u00a0? Non\u00a0; si\u00a0: { $x }",
    );
    expect(withUnbrokenSpaces("a = « Ja »? Nee : ja", false)).toBe("a = «\u00a0Ja\u00a0»? Nee : ja");
  });
});
