// Spanish words of standing in for somebody.
export const delegation = {
  standsIn: "Actúa por delegación de {giver}, hasta el {until}.",
  standsInWhat: "Lo que haga queda a su propio nombre.",
  back: "Volver a mi cargo",
  given: "{officer} actúa por delegación suya hasta el {until}.",
  held: "Puede actuar por {officer} hasta el {until}.",
  begin: "Actuar por {officer}",
  end: "Terminar la delegación",
  endOf: "Terminar la delegación con {officer}",
  label: "Delegaciones",
  "right.alerts": "Recibir y responder alertas",
  "right.read-cases": "Leer los casos, sin nombres",
  "right.assign-cases": "Asignar casos",
} as const;
