// Spanish words of postings that end and are renewed.
export const postings = {
  label: "Cargos que terminan",
  own: "Su cargo en {unit} termina el {day}. Pida a su jefe que lo renueve con el número de la orden.",
  below: "Cargos que terminan pronto, de los efectivos a su alcance: {n}.",
  belowMore: "Cargos que terminan pronto, de los efectivos a su alcance: {n} o más.",
  see: "Ver y renovar",
  until: "Cargo hasta",
  noEnd: "Sin fin",
  soon: "Termina pronto",
  onlyEnding: "Solo los cargos que terminan pronto",
  all: "Ver todos",
  renew: "Renovar cargo",
  renewOf: "Renovar cargo: {name}",
  renewWhat: "{name} sigue en {unit} por {months} meses desde hoy. Sus casos y su ingreso no cambian.",
  order: "Número de la orden o resolución",
  orderMissing: "Escriba el número de la orden: sin ella el cargo termina.",
  renewed: "El cargo está renovado hasta el {day}.",
} as const;
