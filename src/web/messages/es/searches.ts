// Spanish words of searching for a person in other cases.
export const searches = {
  open: "Buscar persona",
  title: "¿Está esta persona en otro caso?",
  help: "Se pregunta para este caso, y queda registrado antes de responder: quién, cuándo, para qué y con qué clase de dato; nunca a quién. La respuesta es solo con qué unidad hablar. Si otro caso tiene a esa persona, quien lo lleva verá que usted preguntó.",
  left: "Hoy lleva {used} de {allowed} búsquedas.",
  identifier: "Con un documento o un teléfono",
  documentType: "Tipo de documento",
  documentNumber: "Número",
  phone: "Teléfono",
  attributes: "O con dos de estos tres datos: nombre, apodo, fecha de nacimiento",
  attributesHelp:
    "Del nombre hacen falta un apellido y un nombre. Se busca por cómo suena: Huamán también encuentra Guaman.",
  given: "Nombres",
  paternal: "Apellido paterno",
  maternal: "Apellido materno",
  alias: "Apodo",
  birthDate: "Fecha de nacimiento",
  birthDateHelp: "Basta el año.",
  purpose: "¿Para qué?",
  purposeMissing: "Elija para qué.",
  tooLittle:
    "Escriba un documento o un teléfono, o dos de: nombre (un apellido y un nombre), apodo y fecha de nacimiento.",
  go: "Buscar y dejar constancia",
  close: "Cerrar",
  none: "No hay nadie así en otro caso que pueda decírsele.",
  matchesOne:
    "Hay una coincidencia. Hable con la unidad que lleva el caso; los nombres los abre quien lo tiene.",
  matches:
    "Hay {n} coincidencias. Hable con las unidades que llevan los casos; los nombres los abre quien los tiene.",
  unit: "Unidad",
  case: "Caso",
  notSeen: "Fuera de su alcance",
  chiefTitle: "Búsquedas de personas hoy",
  chiefHelp:
    "Efectivos de su mando que buscaron hoy si una persona está en otro caso. Si les hacen falta más, puede autorizar otras tantas, solo por hoy; queda registrado.",
  chiefOfficer: "Efectivo",
  chiefUsed: "Búsquedas",
  chiefUsedOf: "{used} de {allowed}",
  allow: "Autorizar más",
  allowFor: "Autorizar más a {name}",
  allowed: "{name} puede buscar más veces hoy.",
};
