export const es = `
abanico abeja abierto abono abrigo abuela aceite acelga acento aceptar acera acorde activo acuario adobe
adorno afinar agarrar agenda agosto agrio agua aguacate ahora ajedrez ajo alacena alambre alba albahaca
alcanzar alcoba aldea alegre alero aleta alfombra alga aliado alivio almendra almohada almuerzo alondra
alquiler alto altura amable amanecer amarillo ambiente amiga amigo amistad amor amplio ancho ancla andar
anillo animal antena antes antiguo anuncio aparato apartar apio apodo apoyo aprender apretar apuntes aquel
arado archivo ardilla arena arete armario aroma arpa arreglar arriba arroyo arroz arte artista asado
ascensor asiento asomar astilla astro atajo atar atento atleta aula aurora avanzar avellana avena aventura
aviso avispa ayuda azahar azotea azucena azul bailar baile balada balanza baldosa ballena balsa banco
bandeja barandal barbero barca barco barniz barquito barra barril barro bastidor bata batir beca belleza
bello bingo biombo bizcocho blando blusa boceto bocina boina bolero boleto bolsa bolsillo bolso bombilla
bonito bordado borde borrador bosque bota bote boveda brazada breve brillo brisa broche broma bronce bruma
buceo bueno bufanda buque burbuja buscar butaca buzo cabina cable cacao cactus caer caja calabaza caldera
caldo calidez calle calma calor calzado cambio camino camisa campana campo canasta candado canela cangrejo
canica canoa cantar cantera canto capital caracol caramelo carpa carpeta carreta carro carta cartel casa
cascada casco caseta casona castillo castor catorce cebada cebolla cebra cedro cena ceniza centeno centro
cepillo cera cereal cerro certeza cesta cesto chal chaleco charco charla chico chimenea chiste choclo chorro
choza ciclo cielo cien ciento cierto ciervo cifra cima cinco cine cinta circo ciruela cisne cita ciudad
clara claro clase clavel clavo cliente clima cobija cobre cocina cofre cohete colcha colegio colgar colina
colmena color columna comba comedor comer cometa comida compota compra consejo contar contento copla corbata
cordel corona correo cortina corto cosecha coser costa costura crear crecer crema cruce cuaderno cuadra
cuarto cuatro cubeta cubo cubrir cuenta cuerda cueva cuidar cuna curiosa curso curva dado dalia danza
decidir decir dejar delantal delicado delta dentro deporte desayuno descanso desear deseo desierto despacio
destino detalle diamante diario dibujar dicha diez digno disco distinto doblar doble doce dominio dorado
dormir duende dueto dulce dulzura duna durazno eclipse edad edificio editar educar efecto ejemplo elegante
elevar emisora empanada empezar encaje encanto encender enero ensalada ensayo entender entero entrada envase
enviar equipo erizo escala escarcha escena esconder escribir escuchar escuela esfera esfuerzo espacio
esperar espiga espiral esponja espuma establo estadio estante estar estatua estera estilo estrella estuche
estudio estufa etapa eterno etiqueta examen explorar falda fama familia famoso faro farol favor fecha feliz
feria fiable fibra fideo fiel fiesta figura fila filtro final firma firme flamenco flauta fleco flor florero
florista flota foca fogata folleto fondo forma forro foto fresa fresco fresno frijol fruta fuego fuente
fuerte fuerza funda futuro gacela galleta gallo galope gama ganar gancho garaje garza gaseosa gato gaviota
gemela gente gentil gesto gigante gimnasio girar girasol globo golfo gorra gota gotera gozar grabado gracia
grada grande granero granito granja grano grato grillo grosella grulla grupo gruta guante guapo guayaba
guinda guion guisante guiso guitarra gustar gusto hablar hacer hada hallazgo hamaca harina haya hebilla
hebra helado helecho heno heredar hermana hermoso hervir hielera higo hija hijo hilera hilo hogar hoja
honesto honor hormiga hornear horno hotel hoy hoyo huella huerta humedad humilde humor idioma iguana imagen
impulso infancia infinito ingenio inicio inmenso insecto instante interior invento invierno invitar isla
islote jalea jarra jilguero jirafa jornada joven joya juego jueves jugar jugo juguete julio junco jungla
junio juntos juventud kilo kiosco kiwi koala labor labrador ladera ladrillo lagarto lago laguna lana lancha
langosta lapicero largo lavanda lavar lazo leal lechuga leer legumbre lejos lenguaje lenteja lento leopardo
letra levante leve libelula libre libro liebre ligero lila lima limonada limpiar lino linterna lirio liso
lista listo litro llama llanura llave llegada llenar lleno llevar llover lluvia lobo local logro loma loro
lucero lugar luminoso luna lunar lunes lupa lustre luz maceta madera madre maestra magia magnolia majestad
maleta malla malva manera manga mango manta mantel manual manzana mapa mapache maraca marco marea marfil
margen marinera marisco martes martillo marzo mascota materia matiz mayo mayor mazorca medalla media medida
medio mejor mellizo memoria menta mente menudo mercado merienda mesa meseta meta metal metro mezcla miel
mijo mimbre minuto mirada mirar mirlo mirto mitad mochila moda modelo moderno modesto modo molde molino
momento moneda montar monte montura mora morado mordida morral mosaico mostaza mostrar motivo motor mover
mudanza mueble muelle muestra mundo mural museo musgo nabo nacar nacer nadar naranja nardo narrar natural
nave navegar neblina nectar negocio nido niebla nieta nieto nivel noble noche nogal nombre nopal norma norte
nota notable notar noticia novela noventa nube nudo nueve nuevo nuez nutria oasis obra obsequio oca ochenta
ocho ocio octavo octubre ofrecer oleaje oler oliva olivo olla olmo olor once onda opera opinar orden orgullo
origen orilla orla oro orquesta oruga oso ostra otro oveja padre padrino paisaje palabra palacio palco
paleta palillo palma palmera paloma palta pan panadera panal panda pandero panel pantalla papa papagayo
paquete parada paraguas parcela pared pareja pariente parque parra parte pasaje pasar pasear paseo pasillo
paso pastel pastor patata patio pausa payaso paz peatona pecera pedal pedazo pedido peine pelicano pelota
pensar peonza pera peral perdiz perejil perfil perfume perla permiso persiana persona pesca pestillo petalo
pez piano pieza pijama pila pilar pimiento pinar pincel pino pintar pintora pintura pinza piscina piso pista
pizarra planeta plano planta plata plato playa plaza pleno poblado poema poeta polen pomelo poncho poner
portada poste postre pozo pradera prado preciado pregunta premio prenda presente prestar primero primo
princesa privado probar programa promesa pronto propio prosa proteger proyecto pueblo puente puerta pulir
pulpo pulsera punta punto pupitre quedar querer queso quetzal quieto quinta quinua quitar rabel racimo radio
rama ramo rancho raso rastro rato rayo real recado receta recibir recinto recodo recoger recordar recreo
recuerdo red redondo reflejo refresco refugio regalar regar regla regreso reina relato reloj remanso remar
remo remolino renacer reno reparar repasar repique reposo resorte respeto resto retama retazo reto retrato
revista rey ribera rico riego rienda rima risa ritmo rizo roble robot roca rodar rodear rodillo rojo romero
ronda ropa ropero rosa rosal rueda ruido rumba rumbo rural ruta rutina sabana saber sabio sabor sabroso
sacar saco sala salado salida salir salsa saltar salto salud salvia samba sandalia sano sastre sauce secar
seco secreto seda segundo seguro seis sello selva semana sembrar semilla sencillo senda sendero sensato
sentar sentido sereno serie serio serrucho servicio setenta siembra sierra siesta siete siglo signo silbar
silbido silencio silla silueta simple sitio sobre sobrina socio sol solapa solo soltar sombra sonar soneto
sonido sonrisa sopa sorbete sorpresa sortija sostener suave subir sucesor suelo suerte suma sumar superar
surco surtido susurro sutil tabla tablero taburete tacto tallar taller tambor tango tapete tapiz taquilla
tarde tarea tarjeta tarro tarta taxi taza teatro techo tecla tejado tejedora tejer tejido tela telar tema
templado temprano tender tener tenis tercero termo ternera terraza terreno tertulia tesoro tiempo tienda
tierno tierra tigre tijera tilo timbal timbre tinaja tinta tintero tiza toalla toldo tomar tomate tomillo
tono topacio toque torneo toronja tortuga trabajo traer traje trama trapecio trasto trato trayecto trece
treinta tren trenza tres trigo trineo triunfo trofeo trompeta tronco trote trozo trucha trueno trueque
turismo turno turquesa unidad unir universo usar uva vacio vaina valer valiente valija valle valor vals
vapor variado vaso vecina vegetal veinte vela velero velo veloz venado vendedor venir ventana ver verano
verbena verbo verdad verde verdura vereda verso vestido veta viaje vibrar vida vidrio viejo viento viernes
viga villa vinagre violeta virtud visita vista vitrina vivaz vivero vivienda vivir volante volar voltear
volver voz vuelo vuelta yate yegua yema yerno yeso yogur yuca yute zafiro zamba zancada zapallo zapato zarza
zona zorzal zueco zumbido zumo zurcir
`
