/** What is written in the story. */
export const texts = {
  bolivia: {
    post: 'Mi lista para ir a la consulta: qué me duele, qué tomo, qué **no** quiero que anoten. Ir con una amiga.',
    title: 'Una lista para ir a la consulta',
    out: 'Qué me duele y desde cuándo. Qué remedios tomo. Qué no quiero que anoten. Y siempre: ir acompañada.',
    newer:
      'Qué me duele y desde cuándo. Qué remedios tomo. Qué no quiero que anoten. Ir acompañada, y pedir copia.',
    open: 'Los desayunos: por qué nos juntamos',
    openText: 'Nos juntamos a desayunar una vez por semana. Nadie pregunta nada. Así empezó todo.',
    secondTitle: 'Antes de salir de casa',
    second: 'Decirle a una amiga adónde voy. Acordar una hora para llamarnos. Llevar agua y algo de abrigo.',
  },
  sweden: {
    title: 'Tack för listan',
    answer: 'Tack! Vi lägger till en rad: be dem läsa upp vad de har skrivit innan du går.',
    local: 'Den här listan vill jag ha på kylskåpet.',
  },
} as const

/** What is left for a visitor to read and decide. */
export const waiting = {
  sweden: {
    channel: 'Allierade',
    title: 'Vad kan du göra för att skydda dig?',
    text: 'Berätta för en vän vart du ska. Bestäm ett ord som betyder ”ring mig nu”. Lita på magkänslan.',
  },
  indonesia: {
    channel: 'Sekutu',
    title: 'Sebelum menemani teman',
    text: 'Tanya dulu apa yang dia mau. Sepakati kapan kita pulang. Makan dulu, berdua.',
  },
  answer: {
    title: 'Så gör vi',
    text: 'Hos oss blev det fika på onsdagar. Tack för att ni berättade hur det började!',
  },
  share: {
    title: 'Frases cortas',
    text: 'Frases cortas para cuando nos paran: “¿Estoy detenida?” “Quiero irme.” “No voy a responder sin acompañante.”',
  },
} as const
