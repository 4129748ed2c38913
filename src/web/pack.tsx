// The country pack in the browser: fetched once, indexed once, read by every screen through usePack.
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import * as z from "zod/mini";
import type { Catalogue, CatalogueItem } from "#src/schema/catalogue.ts";
import type { Law } from "#src/schema/law.ts";
import type { AlertRules, Lexicon, Pack, PackManifest } from "#src/schema/pack.ts";
import type { Unit } from "#src/schema/unit.ts";
import { wayTo } from "./components/place-search.ts";
import { useWords } from "./messages/words.tsx";
import { type Resource, useResource } from "./use-resource.ts";

/** The answer of `GET /api/pack`. Our own server checked it when it started, so it is not parsed a second time. */
export interface PackAnswer {
  manifest: PackManifest;
  law: Law;
  palermo: Law;
  catalogues: Catalogue[];
  places: [code: string, name: string][];
  units: Unit[];
  alertRules: AlertRules;
  lexicon: Lexicon;
}
const PackAnswer = z.custom<PackAnswer>(
  (json) => typeof json === "object" && json !== null && "manifest" in json && "catalogues" in json,
);

export interface PackInUse extends Omit<Pack, "auditReview"> {
  placeNames: ReadonlyMap<string, string>;
  unitNames: ReadonlyMap<string, string>;
}

/** In milliseconds: a server process that was not woken by a change looks for itself every two seconds. */
const LOOKS_AGAIN_AFTER = [0, 1_000, 3_000];

const Context = createContext<PackInUse | undefined>(undefined);

export function usePackResource(): Resource<PackAnswer> {
  return useResource("/api/pack", PackAnswer);
}

/** Puts the indexes in place that screens look things up in. */
export function indexPack(answer: PackAnswer): PackInUse {
  return {
    ...answer,
    catalogues: Object.fromEntries(answer.catalogues.map((catalogue) => [catalogue.id, catalogue])),
    places: answer.places.map(([code, name]) => ({ code, name, validFrom: null, validTo: null })),
    placeNames: new Map(answer.places),
    unitNames: new Map(answer.units.map((unit) => [unit.id, unit.name])),
  };
}

const Reload = createContext<() => void>(() => {});

export interface PackProviderProps {
  answer: PackAnswer;
  /** Asks for the pack again. */
  reload: () => void;
  children: ReactNode;
}

export function PackProvider({ answer, reload, children }: PackProviderProps) {
  const pack = useMemo(() => indexPack(answer), [answer]);
  return (
    <Reload value={reload}>
      <Context value={pack}>{children}</Context>
    </Reload>
  );
}

/**
 * To be called after a change of the pack: takes it over as soon as the server has. `also`: asks for what follows from it
 * and is no part of the public answer.
 */
export function useFreshPack(also?: () => void): () => void {
  const reload = useContext(Reload);
  return useCallback(() => {
    for (const after of LOOKS_AGAIN_AFTER) {
      setTimeout(reload, after);
      if (also) setTimeout(also, after);
    }
  }, [reload, also]);
}

export function usePack(): PackInUse {
  const pack = useContext(Context);
  if (!pack) throw new Error("usePack outside PackProvider");
  return pack;
}

/** Items of a catalogue; a catalogue the pack lacks has none. */
export function useItems(catalogue: string): readonly CatalogueItem[] {
  return usePack().catalogues[catalogue]?.items ?? [];
}

/** Turns a code into the label of its catalogue, a place into its path; an unknown code stays readable as it is. */
export function useLabels() {
  const pack = usePack();
  const { pick, say } = useWords();
  return useMemo(() => {
    const label = (catalogue: string, code: string): string => {
      if (code === "unknown") return say("yesno.unknown");
      if (code === "not-asked") return say("yesno.not-asked");
      if (catalogue === "place") return wayTo(code, pack.placeNames).join(" / ");
      const item = pack.catalogues[catalogue]?.items.find((candidate) => candidate.code === code);
      return item ? pick(item.label) : code;
    };
    return { label, unit: (id: string) => pack.unitNames.get(id) ?? id };
  }, [pack, pick, say]);
}
