// Spanish words of what the weekly review looks for, and from how much on.
export const reviewRules = {
  title: "Qué busca la revisión y desde cuánto",
  explain:
    "Quien llega a uno de estos límites aparece en la lista de la semana. Los cambian dos personas de la defensoría o auditoría: ni quien es vigilado ni quien administra el registro los ve. Un límite muy alto apaga la regla; uno muy bajo llena la lista de guardias normales.",
  caption: "Límites vigentes",
  rule: "Regla",
  limit: "Desde cuánto",
  "is.night-work":
    "{atLeast} o más casos o nombres abiertos, o búsquedas, entre las {fromHour}:00 y las {toHour}:00 de la semana. Registrar de noche no cuenta.",
  "is.many-searches": "Más de {aDay} búsquedas en un día.",
  "is.many-openings":
    "Nombres abiertos de más de {aDay} casos distintos en un día; un mismo caso cuenta una vez.",
  "is.openings-without-work":
    "{atLeast} o más aperturas de nombres en casos en los que nadie trabajó en {withinDays} días.",
  "is.use-after-transfer":
    "{atLeast} o más usos de un cargo {graceMinutes} minutos después de terminado, o de casos del cargo anterior.",
  "is.two-places": "{atLeast} o más cambios de un lugar a otro en menos de {withinMinutes} minutos.",
  "is.refusal-burst": "{atLeast} o más negativas en {withinMinutes} minutos.",
  "is.sample": "{percent} de cada 100 aperturas de nombres de la semana, y al menos {atLeast}.",
  sample: "Sorteo de aperturas por las que pregunta la defensoría",
  always:
    "Tocar un caso señuelo, abrir nombres por emergencia y trabajar con un cargo que termina pronto aparecen siempre, sin límite.",
  change: "Proponer otros límites",
  "field.nightWork.fromHour": "De noche: desde qué hora (0 a 23)",
  "field.nightWork.toHour": "De noche: hasta qué hora (0 a 23)",
  "field.nightWork.atLeast": "De noche: cuántas veces",
  "field.manySearches.aDay": "Búsquedas en un día: más de",
  "field.manyOpenings.aDay": "Casos con nombres abiertos en un día: más de",
  "field.openingsWithoutWork.withinDays": "Aperturas sin trabajo después: en cuántos días (1 a 90)",
  "field.openingsWithoutWork.atLeast": "Aperturas sin trabajo después: cuántas",
  "field.useAfterTransfer.graceMinutes": "Cargo terminado: después de cuántos minutos",
  "field.useAfterTransfer.atLeast": "Cargo terminado: cuántas veces",
  "field.twoPlaces.withinMinutes": "Dos lugares: en menos de cuántos minutos",
  "field.twoPlaces.atLeast": "Dos lugares: cuántas veces",
  "field.refusalBurst.withinMinutes": "Negativas: en cuántos minutos",
  "field.refusalBurst.atLeast": "Negativas: cuántas",
  "field.sample.percent": "Sorteo: cuántas de cada 100 (1 a 100)",
  "field.sample.atLeast": "Sorteo: al menos cuántas",
  wrong: "Escriba un número entero dentro de lo posible.",
  will: "Cuando otra persona lo confirme, las listas que se hagan desde ese día usarán:",
  did: "Límites de la revisión: {limits}",
} as const;
