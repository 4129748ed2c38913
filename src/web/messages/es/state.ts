// Spanish words of how the register runs: alarms with what to do, the logs, witnesses, keys, copies.
export const state = {
  title: "Estado del sistema",
  ask: "Actualizar",
  asked: "Visto a las {time}. El servidor funciona desde el {since}. Versión {version}, paquete {pack}.",
  "status.ok": "Todo funciona.",
  "status.degraded": "Hay algo que atender. Registrar sigue siendo posible.",
  "status.unavailable":
    "La base de datos no responde: no se puede registrar. Avise al responsable del servidor.",
  alarms: "Qué atender",
  alarm: "Qué pasa",
  since: "Desde",
  sinceUnknown: "recién visto",
  toDo: "Qué hacer",
  "alarm.not-as-signed": "El registro público ya no es como este servidor lo firmó",
  "do.not-as-signed":
    "Trate la base de datos como alterada: no la repare. Haga una copia, ejecute «reta verify» y avise a inspectoría y a los testigos.",
  "alarm.promise-late": "Hay denuncias cuyo sello no se publicó en un minuto",
  "do.promise-late":
    "Revise espacio en disco y las líneas del servidor; si un proceso tiene el candado y no avanza, reinícielo. Nada se pierde mientras tanto.",
  "alarm.audit-trail": "La auditoría no se escribe o va tarde",
  "do.audit-trail":
    "Revise espacio en disco. Mientras tanto los nombres siguen cerrados; registrar funciona y sus eventos esperan.",
  "alarm.keys-closed": "Las llaves de los nombres no se pueden usar",
  "do.keys-closed":
    "Los nombres siguen cerrados; registrar funciona. Vea si el módulo de llaves está conectado y encendido, su PIN y las líneas del servidor («vault: TokenClosed …» dice por qué). Un PIN rechazado no se vuelve a probar hasta que su archivo cambie.",
  "alarm.witness-silent": "Un testigo no da señales",
  "do.witness-silent": "Llame a su responsable (abajo). Su programa puede estar detenido o sin red.",
  "alarm.not-witnessed": "Ningún sello reciente tiene bastantes testigos",
  "do.not-witnessed":
    "Mientras dure, nadie de fuera puede probar que nada se cambió. Ponga en marcha a los testigos que faltan.",
  "alarm.certificate-ends": "El certificado del servidor está por vencer",
  "do.certificate-ends":
    "Renuévelo antes: vencido, ninguna comisaría puede entrar. Ponga los archivos nuevos en el lugar de los anteriores; se usan solos.",
  "alarm.audit-not-forwarded": "Hace 15 minutos que no se envían los hechos de auditoría al sistema externo",
  "do.audit-not-forwarded":
    "Mire el receptor, su certificado y la línea («a job failed», forward-audit, en las líneas del servidor). No se pierde nada: se envían en orden cuando responda.",
  "alarm.key-old": "Una llave es más antigua de lo permitido",
  "do.key-old":
    "La reemplazan dos custodios: uno lo pide en la página Llaves, otro lo acepta, y se ejecuta en el servidor.",
  "alarm.last-administrator-ends": "El cargo del último administrador termina en menos de 60 días",
  "do.last-administrator-ends":
    "Nombre ya a otro administrador, que además podrá renovarlo en sus últimos días: nadie renueva su propio cargo, y sin administrador nadie puede dar acceso.",
  "alarm.last-auditor-ends": "El cargo del último auditor termina en menos de 60 días",
  "do.last-auditor-ends":
    "Un administrador lo renueva en sus últimos días o nombra a otro: sin auditor nadie supervisa.",
  "alarm.last-key-custodian-ends": "El cargo del último custodio de llaves termina en menos de 60 días",
  "do.last-key-custodian-ends":
    "Un administrador lo renueva en sus últimos días o nombra a otro, y a un segundo: sin dos no se reemplaza ninguna llave.",
  "alarm.other": "Alarma {alarm}",
  "do.other": "Vea el manual de operación.",
  noAlarm: "Nada.",
  logs: "Registros públicos y testigos",
  size: "Entradas selladas: {n}. En espera: {waiting}; la más antigua, {seconds} segundos.",
  "log.entries": "Registro de entradas",
  "log.audit": "Registro de auditoría",
  witnessed: "Último sello con {quorum} testigos: tamaño {size}, {at}.",
  neverWitnessed: "Ningún sello tiene todavía {quorum} testigos.",
  noWitness: "No hay testigos nombrados (witnesses.json). Nadie de fuera vigila que nada se cambie.",
  witness: "Testigo",
  contact: "Contacto",
  lastSigned: "Última firma",
  neverSigned: "nunca",
  how: "Cómo está",
  silent: "No da señales",
  heard: "Firma",
  trail: "Auditoría",
  trailState: "El registro de auditoría",
  "trail.ok": "Se escribe y se sella al día.",
  "trail.late": "Se escribe, pero algo espera desde hace más de un minuto.",
  "trail.failing": "No se escribe: los nombres siguen cerrados.",
  spooled: "Eventos en espera: {n}, desde el {since}.",
  unsealed: "Lo más antiguo sin sellar es del {since}.",
  strayed: "Hay eventos fuera de su mes: el reloj saltó, o faltaba el mes; el sistema los acomoda.",
  keys: "Llaves",
  keysWhat:
    "Cada clase de identidad se cierra con su propia llave. Aquí se ve qué versiones hay; la última cierra lo nuevo. Se reemplazan una vez al año y cuando se va quien podía alcanzarlas: lo acuerdan dos custodios en la página Llaves.",
  keyClass: "Clase",
  versions: "Versiones",
  "key.suspect": "Denunciados",
  "key.victim": "Víctimas",
  "key.minor-victim": "Víctimas menores de edad",
  "key.complainant": "Denunciantes y testigos",
  "key.facts": "Relatos y lugares",
  "key.evidence": "Archivos",
  copies: "Copias",
  copiesWhat:
    "El sistema no sabe qué copias existen: se hacen en el servidor con «reta backup» y se guardan fuera. Lleve la cuenta, y pruebe cada mes que una se restaura y verifica.",
} as const;
