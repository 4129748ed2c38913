// English words of the own part of a case.
export const casePart = {
  title: "Your part of the case",
  "title.protection": "Victims entrusted to you",
  "title.court": "State and references of the proceedings",
  "title.labour": "The work and the place",
  "what.protection":
    "What you need to know to look after them. Who they are and how to find them opens apart, saying what for, and goes on the record. What happened, the suspects and the other victims are not shown.",
  "what.court": "How the case stands and the documents that say so. Neither facts nor people are shown.",
  "what.labour":
    "Where, when and how people worked, without names. The rest of the case and the suspects are not shown.",
  measures: "Measures of protection",
  measuresHelp:
    "What the prosecutor directed to protect them. What else is directed in the case is not shown.",
  noMeasures:
    "The prosecutor has directed none yet, or did not say that it is for whoever is entrusted to you.",
  given: "Directed on {time}.",
  ended: "So since {time}.",
  papers: "How it ended, by which document",
  noPapers: "No decision is on record.",
  onlyOffered: "This case is offered to you in a hand-over. You will see your part when you accept it.",
  toHandOvers: "See the hand-overs",
  nothing: "Nothing but that the case exists has been opened to you yet. Ask whoever has it.",
  nobody: "Nobody is left entrusted to your service in this case.",
} as const;
