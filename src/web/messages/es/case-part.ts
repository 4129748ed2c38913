// Spanish words of the own part of a case.
export const casePart = {
  title: "Su parte del caso",
  "title.protection": "Víctimas que se le confían",
  "title.court": "Estado y referencias del proceso",
  "title.labour": "El trabajo y el lugar",
  "what.protection":
    "Lo que necesita saber para atenderlas. Quiénes son y cómo encontrarlas se abre aparte, diciendo para qué, y queda registrado. Los hechos, los denunciados y las demás víctimas no se muestran.",
  "what.court": "El estado del caso y los documentos que lo dicen. Ni hechos ni personas se muestran.",
  "what.labour":
    "Dónde, cuándo y cómo se trabajaba, sin nombres. Lo demás del caso y los denunciados no se muestran.",
  measures: "Medidas de protección",
  measuresHelp: "Lo que la fiscalía dispuso para protegerlas. Lo demás que dispone en el caso no se muestra.",
  noMeasures: "La fiscalía no ha dispuesto ninguna todavía, o no dijo que sea para quien se le confía.",
  given: "Dispuesta el {time}.",
  ended: "Así desde el {time}.",
  papers: "Cómo terminó y según qué documento",
  noPapers: "No consta ninguna resolución.",
  onlyOffered: "Se le ofrece este caso en una entrega. Verá su parte cuando la acepte.",
  toHandOvers: "Ver las entregas de casos",
  nothing: "Todavía no se le ha abierto nada más que la existencia del caso. Pídalo a quien lo tiene.",
  nobody: "No queda nadie confiado a su servicio en este caso.",
} as const;
