// Words of a narrative that say an officer or official is involved, and the many in which one is only at work.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Lexicon } from "#src/schema/pack.ts";
import { readNarrative } from "../classification/narrative.ts";
import { prepareLexicon } from "../classification/narrative-lexicon.ts";

const root = join(import.meta.dirname, "../../..");
const lexicon = prepareLexicon(
  JSON.parse(readFileSync(join(root, "packs/pe/lexicon.json"), "utf8")) as Lexicon,
);
const officialsIn = (text: string) => readNarrative(text, lexicon).officials;

test.each([
  "El dueño del bar es policía y nadie se mete con él.",
  "La lleva un señor que es suboficial de la PNP.",
  "Su padrastro policía la llevó a la mina.",
  "El padrino es el juez de paz, nadie reclama.",
  "La señora le paga cupo a la policía para que no entren.",
  "Los policías cobran cupo todos los viernes.",
  "Un policía corrupto les avisa.",
  "Los efectivos avisan a la dueña antes del operativo.",
  "Les avisaban cuando iba a haber operativo.",
  "Dice que tiene contactos en la comisaría.",
  "La dueña es amiga del comisario.",
  "El policía de la zona la golpeó y la amenazó.",
  "Fue amenazada por un policía para que no hable.",
  "Entre los clientes había varios policías.",
  "EL PROPIETARIO ES UN POLICIA EN RETIRO",
  "el tio trabaja en la comisaria y la tiene en su casa",
  "Hay rumores de que el comisario cobra cupo.",
  "Dice que el esposo trabaja como polisia.",
])("says that an officer is involved: %s", (text) => {
  expect(officialsIn(text)).not.toEqual([]);
});

test.each([
  "Personal PNP intervino el bar y puso a disposición a las menores.",
  "El suboficial de turno recibió la denuncia por llamada telefónica.",
  "Se comunicó al fiscal de turno, quien autorizó el traslado.",
  "Fue hallada por serenazgo en la plaza.",
  "Quiere que la policía lo cite.",
  "El dueño no es policía.",
  "Indican que no den aviso a la policía.",
  "Se procede al descerraje en presencia del juez de paz.",
  "Policía de carreteras interviene un ómnibus con dos menores.",
  "La amenazó con denunciarla ante la policía.",
])("says nothing of the kind: %s", (text) => {
  expect(officialsIn(text)).toEqual([]);
});

test("the labelled narratives, in which officers are only at work, raise next to none", () => {
  const texts = ["development", "development-2"].flatMap((name) =>
    readFileSync(join(root, `test/narratives/${name}.jsonl`), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => (JSON.parse(line) as { text: string }).text),
  );
  const raised = texts.filter((text) => officialsIn(text).length > 0);
  expect(texts.length).toBeGreaterThan(300);
  expect(raised.length / texts.length).toBeLessThan(0.02);
});
