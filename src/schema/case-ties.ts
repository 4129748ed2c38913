// What the database says of a case and its reader, from which the reader's relation to it follows.

/** A wall as it stands now, of all cases joined with this one: hidden from everybody but the side that deals with it. */
export interface StandingWall {
  /** `owners`: internal affairs and the specialised unit; `prosecutor`: neither, the case names one of theirs. */
  side: "owners" | "prosecutor";
  namedOfficers: readonly string[];
  hiddenUnits: readonly string[];
}

export interface CaseTies {
  /** Who registered it, where, and when it arrived (ISO 8601). */
  officerId: string;
  unitId: string;
  receivedAt: string;
  alertedUnits: readonly string[];
  /** What the reader's own posting is in it. */
  own: readonly ("assigned" | "offered" | "approved")[];
  /** The offices of the prosecutors and liaisons who have it. */
  prosecutorUnits: readonly string[];
  handedOver: boolean;
  /** Something waits in it that somebody proposed; and who decided on a proposal in it. */
  proposed: boolean;
  decidedBy: readonly string[];
  /** `open`, `closed`, `annulled` or `merged`. */
  status: string;
  wall: StandingWall | null;
}
