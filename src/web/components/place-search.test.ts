// Finding a place by typing: accents, capitals, order of words, and what comes first.
import { expect, test } from "vitest";
import { searchPlaces, wayTo } from "./place-search.ts";

const names = new Map([
  ["08", "Cusco"],
  ["0801", "Cusco"],
  ["080101", "Cusco"],
  ["17", "Madre de Dios"],
  ["1701", "Tambopata"],
  ["170101", "Tambopata"],
  ["170102", "Inambari"],
  ["21", "Puno"],
  ["2112", "Sandia"],
  ["211203", "Alto Inambari"],
  ["10", "Huánuco"],
]);
const codes = (typed: string) => searchPlaces(names, typed).map(({ code }) => code);

test.each([
  ["inambari", ["170102", "211203"]],
  ["INAMBARI", ["170102", "211203"]],
  ["huanuco", ["10"]],
  ["Huánuco", ["10"]],
  ["inambari puno", ["211203"]],
  ["puno inambari", ["211203"]],
  ["madre inamb", ["170102"]],
  ["cusco", ["08", "0801", "080101"]],
  ["", []],
  ["   ", []],
  ["xyz", []],
])("%j finds %j", (typed, expected) => {
  expect(codes(typed)).toEqual(expected);
});

test("the way leads from department to district, and an unknown code stays as it is", () => {
  expect(wayTo("170102", names)).toEqual(["Madre de Dios", "Tambopata", "Inambari"]);
  expect(wayTo("99", names)).toEqual(["99"]);
});
