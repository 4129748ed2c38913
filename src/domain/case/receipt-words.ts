// The words of check phrases: short, common, spelled as they are heard, without accents; none says anything about a case.
// Their order is part of how a receipt is made: the list is never changed, or repeated requests would answer another phrase.

export const PHRASE_WORDS: readonly string[] = `
abeja abrigo aceite agua aguja alambre algodon alma almeja amarillo ancla anillo antena arbol arco arena arete
armario arroz asiento avena avion azucar azul balcon balde banco bandera barco barril barro baston bicicleta
boca bolsa bombo borde bosque bota trompo boton brazo brisa bronce bufanda burbuja cabra cacao tronco cafe caja
calle camino campana campo canasta canela canto capa carbon carta casa cebolla cedro ceniza cepillo cerco cereza
cerro cesta cielo cinta ciruela clavo cobre cocina coco cofre cola collar color cometa concha copa coral corcho
corona cortina costa cristal cuaderno cuadro cuchara vaca cueva dado dedo delfin diente disco dulce eco elefante
ensalada escalera escoba espejo espiga esponja estrella estufa faro fideo fiesta filtro flauta flecha flor foca
fogata fresa fruta fuego fuente galleta gallo gato girasol globo gorra gota grano grillo gris guante guitarra
hielo hierba hilo hoja hongo horno huerto hueso zapato iman isla jabon jarra jardin uva jinete joya jugo kilo
lago lampara lana lapiz lata laurel violin leche lechuga lente leon libro lima limon lino vela lluvia lobo loma
loro luna luz madera maiz maleta mango mano manta manzana mapa mar marco marfil martillo medalla melon menta
mesa metal miel molino moneda mono valle mora motor mueble muro musgo nabo nata nave nido nieve nube nudo nuez
obra oliva olla onda oro oso oveja paja pala palma paloma pan panal papel parque pato pera perla piano piedra
pino pluma puente pulpo queso rama red reloj remo rio roble rosa rueda sal ropa saco silla sombra sopa taza
techo tela tigre torre
`
  .trim()
  .split(/\s+/);
