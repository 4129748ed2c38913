// Spanish words of the institution that keeps the register and its tree of command.
export const institution = {
  title: "Institución",
  explain:
    "Qué institución lleva el registro y quién manda en ella. Las alertas llegan a sus unidades especializadas y suben por su línea de mando. Cambiarlo es de dos personas; lo ya registrado no cambia.",
  keeper: "Quién lleva el registro",
  institution: "Institución",
  top: "Dependencia que la encabeza",
  topHelp: "Otra institución se abre primero en Dependencias, con sus unidades.",
  noTop: "Ninguna está en pie hoy.",
  since: "Desde",
  byPack: "Según el paquete del país, desde el comienzo",
  byOrder: "{day}, {order}",
  change: "Cambiar quién lo lleva",
  "name.es": "Nombre en español",
  "name.en": "Nombre en inglés",
  willKeep:
    "Cuando otra persona lo confirme, el registro será de: {institution}. Así lo dirán las pantallas y los papeles.",
  willAlert:
    "Las alertas de lo que se registre desde ese día llegarán a las unidades especializadas de esa institución. Las que ya salieron siguen su camino.",
  command: "Línea de mando",
  commandExplain:
    "A quién llega primero cada alerta, y a quién sube mientras nadie la recibe. Los mismos mandos ven lo que registra cada dependencia por debajo de ellos.",
  commandCaption: "Unidades que reciben alertas y mandos a los que suben",
  alerted: "Recibe la alerta",
  line: "Sube a",
  lineNone: "Nadie más arriba",
  hears: "{unit}, a los {minutes} minutos",
  sees: "{unit}: supervisa; las alertas ya no suben hasta aquí",
  nobody: "Ninguna unidad especializada de esta institución está en pie hoy: las alertas no llegan a nadie.",
  toUnits: "Cambiar el árbol en Dependencias",
  toRules: "Cambiar los plazos en Reglas de alerta",
  did: "Lleva el registro: {institution} ({unit})",
} as const;
