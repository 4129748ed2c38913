// Spanish words of what accompanies every screen on duty: open alerts, their sound and connection, practice, help.
export const duty = {
  "duty.open": "{n} sin recibir",
  "duty.new": "Nueva alerta: {verdict}, {place}. Sin recibir: {n}.",
  "duty.newSeveral": "{n} alertas nuevas. Sin recibir: {open}.",
  "duty.noPlace": "lugar sin precisar",
  "duty.disconnected": "Sin conexión con el registro; se reintenta. Las alertas no se pierden.",
  "duty.soundOn": "Activar sonido",
  "duty.soundOff": "Silenciar",
  "duty.training": "Mientras practica no recibe alertas reales.",
  "mode.explainTitle": "Practicar",
  "mode.explain":
    "En práctica las páginas son las mismas, con casos inventados. Nada se sella, nadie recibe alertas y nada se cuenta. Cada pantalla y cada papel dice PRÁCTICA.",
  "mode.explainLeave": "Para volver al registro real use «Terminar práctica», arriba.",
  "mode.explainAlerts": "Mientras practique no verá las alertas reales de su unidad.",
  "mode.start": "Empezar a practicar",
  "nav.audit": "Auditoría",
  "nav.help": "Ayuda",
  "failure.no-connection": "No hay conexión con el registro.",
  "failure.no-answer": "El registro no contestó a tiempo.",
  "failure.register.unavailable": "El registro no responde ahora. Intente en un momento.",
  "failure.internal": "Algo falló en el registro.",
  "failure.other": "{words}",
} as const;
