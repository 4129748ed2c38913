// Spanish words of the wall's own rule: by what a case is walled, from whom it is hidden, where it goes.
export const wallRules = {
  title: "Casos reservados: cuando habría un policía o funcionario implicado",
  explain:
    "Basta una de estas señales, sea cual sea la calificación. En ese momento el caso se reserva y esta alerta va en lugar de las reglas de arriba, a todos a la vez.",
  by: "Qué lo reserva",
  "by.suspect": "Un denunciado está marcado como policía o funcionario, con institución o sin ella.",
  "by.roles": "Un denunciado tiene este papel: {roles}.",
  "by.tick": "En la denuncia se marcó: {tick}.",
  "by.declared": "La víctima, quien denuncia o la Defensoría lo declara después.",
  "by.number":
    "Un número escrito en el caso (documento, carné o dentro de un texto) es el de un efectivo registrado, o no se pudo comprobar de quién es.",
  "by.words": "El relato u otro texto libre lo dice con palabras de la lista: {words}.",
  "by.joined": "Se pide juntarlo con un caso reservado, o separarlo de él.",
  toWords: "Ver las palabras en Listas",
  hidden: "Quién no lo ve",
  "hidden.all":
    "Nadie más que quien lo recibe sabe que existe: tampoco quien lo registró, sus mandos ni las unidades de abajo.",
  "hidden.named":
    "Y de quienes lo reciben, nadie de donde el nombrado sirve o sirvió en los últimos {months} meses ni de las unidades que la mandan.",
  "hidden.unknown":
    "Si no se sabe quién es o dónde sirve, nadie de la región de quien registró ni de la región de los hechos; si no hay región, nadie de ninguna.",
  goes: "A quién llega",
  "goes.owners":
    "A Inspectoría ({affairs}), a las unidades especializadas nacionales y a la competente para el lugar. Nunca a una de la que se oculta.",
  "goes.prosecutor":
    "Solo a las fiscalías de la lista de abajo, cuando nombra a alguien de Inspectoría, de una unidad especializada o que administra el registro, o cuando ninguna otra queda.",
  nobody: "ninguna dependencia hoy",
  "urgency.immediate": "De inmediato.",
  "urgency.same-day": "En el día.",
  lifts: "Cómo termina",
  "lifts.two":
    "Dan su conformidad dos personas: una de Inspectoría y una de la fiscalía, o dos fiscales si el caso es solo de la fiscalía. Quien administra no interviene ni lo ve.",
  ofPack:
    "Esta regla es parte del paquete del país: cambia con una nueva versión del paquete, no aquí, para que nadie la apague desde dentro.",
  offices: "Fiscalías que reciben casos reservados",
  officesExplain:
    "Cada una recibe lo de sus lugares; la que no tiene lugares, lo de todo el país. Los lugares se cambian en Dependencias, entre dos personas.",
  officesCaption: "Fiscalías de la lista del paquete",
  office: "Fiscalía",
  places: "De qué lugares",
  everywhere: "Todo el país",
  stands: "Hoy",
  "stands.true": "Existe",
  "stands.false": "No existe: nada le llega",
  nationwide:
    "Ninguna fiscalía de la lista recibe lo de todo el país: un caso de otro lugar llega a todas las de la lista.",
  none: "El paquete no nombra ninguna fiscalía: un caso que nombre a Inspectoría no llegaría a nadie.",
} as const;
