// Finding a place by typing any part of its way: accents, capitals and word order do not matter.

export interface FoundPlace {
  code: string;
  name: string;
  /** Department, province, district as far as it goes. */
  path: string[];
}

interface Indexed extends FoundPlace {
  folded: string;
  foldedPath: string;
}

const indexes = new WeakMap<ReadonlyMap<string, string>, Indexed[]>();

/** Lower case without accents; what two people type for the same name comes out the same. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** The way to a place: department, province, district as far as the code goes. */
export function wayTo(code: string, names: ReadonlyMap<string, string>): string[] {
  return [2, 4, 6]
    .filter((length) => length <= code.length)
    .map((length) => names.get(code.slice(0, length)) ?? code.slice(0, length));
}

function index(names: ReadonlyMap<string, string>): Indexed[] {
  let built = indexes.get(names);
  if (!built) {
    built = [...names].map(([code, name]) => {
      const path = wayTo(code, names);
      return { code, name, path, folded: fold(name), foldedPath: fold(path.join(" ")) };
    });
    indexes.set(names, built);
  }
  return built;
}

/**
 * Places whose way holds every typed word, best first: the name itself, a name that starts so, then any part; the
 * wider place (department, province) before the narrower one of the same rank.
 */
export function searchPlaces(names: ReadonlyMap<string, string>, typed: string, most = 12): FoundPlace[] {
  const query = fold(typed);
  const words = query.split(/[\s,/]+/).filter(Boolean);
  if (words.length === 0) return [];
  const first = words[0] ?? "";
  const rank = (place: Indexed): number => {
    if (place.folded === query) return 0;
    if (place.folded.startsWith(query)) return 1;
    if (place.folded.startsWith(first)) return 2;
    return place.folded.includes(first) ? 3 : 4;
  };
  return index(names)
    .filter((place) => words.every((word) => place.foldedPath.includes(word)))
    .map((place) => ({ place, order: rank(place) }))
    .sort((a, b) => a.order - b.order || a.place.code.length - b.place.code.length)
    .slice(0, most)
    .map(({ place }) => ({ code: place.code, name: place.name, path: place.path }));
}
