// Spanish words of the institution's single sign-on.
export const singleSignOn = {
  title: "Entrar con su cuenta de la institución",
  leading: "Le llevamos a la página de su institución. Allí le pedirán entrar, aunque ya lo haya hecho hoy.",
  checking: "Comprobamos la respuesta de su institución…",
  done: "Listo. Puede cerrar esta pestaña: la otra sigue donde estaba.",
  goOnHere: "Seguir en esta pestaña",
  again: "Volver a intentarlo",
  otherWay: "Entrar de otra manera",
  toAccount: "Volver a su cuenta",
  panel: "Cuenta de la institución",
  what: "Puede entrar también con la cuenta que le dio su institución. Vincúlela una sola vez, ahora que entró de otra manera: le llevaremos a la página de su institución y de vuelta. Lo que usted puede hacer aquí no cambia: depende de su cargo.",
  link: "Vincular la cuenta",
  linked: "Vinculada desde el {since}.",
  linkedNotInUse:
    "Vinculada desde el {since} a un sistema que este registro ya no usa: no sirve para entrar.",
  used: "Usada por última vez el {at}.",
  unlink: "Desvincular",
  removed: "La cuenta ya no sirve para entrar.",
} as const;
