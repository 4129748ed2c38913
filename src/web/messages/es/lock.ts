// Spanish words of a locked screen.
export const lock = {
  title: "Pantalla bloqueada",
  what: "La usa {name}. Lo que estaba escrito se conserva y vuelve a verse cuando confirme que es usted.",
  go: "Desbloquear",
  other: "Entra otra persona",
  otherWhat:
    "Entre con su propio usuario. La sesión que estaba bloqueada se cierra; el borrador de su denuncia queda guardado y cifrado para quien lo escribió.",
  back: "Volver a la pantalla de {name}",
  alerted: "Llegó una alerta. Desbloquee para leerla.",
} as const;
