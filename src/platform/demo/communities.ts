import type { Locale } from '../../i18n/translator.ts'

/** A community of the demonstration. Everything here is invented: no person, place or number is real. */
export interface DemoCommunity {
  readonly key: 'bolivia' | 'sweden' | 'indonesia'
  readonly port: number
  readonly name: string
  readonly locale: Locale
  readonly rules: string
  readonly questions: readonly string[]
  /** The first is the admin who sets the community up, the second moderates too. */
  readonly people: readonly DemoPerson[]
  readonly groups: readonly DemoGroup[]
  readonly applicant: { readonly displayName: string; readonly answers: readonly string[] }
}

export interface DemoPerson {
  readonly signInName: string
  readonly displayName: string
}

export interface DemoGroup {
  /** The group that every community starts with, or one of its own. */
  readonly general?: true
  readonly name: string
  readonly description: string
  readonly posts: readonly DemoPost[]
}

export interface DemoPost {
  /** Index into `people`. */
  readonly by: number
  readonly daysAgo: number
  readonly text: string
  /** Alternative text of a picture that is drawn for the post. */
  readonly picture?: string
  readonly comments: readonly DemoComment[]
}

export interface DemoComment {
  readonly by: number
  readonly text: string
  readonly replies?: readonly DemoComment[]
}

/** One passphrase for every invented account: it protects nothing, and is printed at the start. */
export const demoPassphrase = 'cuatro palabras tejidas juntas'

const bolivia: DemoCommunity = {
  key: 'bolivia',
  port: 4001,
  name: 'Tejedoras',
  locale: 'es',
  rules:
    'Lo que se cuenta aquí se queda aquí.\n\nNo escribas nombres reales, direcciones ni teléfonos de nadie.\n\nNos hablamos con respeto: nadie juzga a nadie.\n\nSi algo te preocupa, avisa a una moderadora.',
  questions: ['¿Cómo supiste de nosotras?', '¿Qué te gustaría encontrar aquí?'],
  people: [
    { signInName: 'puerta-azul', displayName: 'Killa' },
    { signInName: 'hilo-rojo', displayName: 'Wara' },
    { signInName: 'lana-verde', displayName: 'Sami' },
    { signInName: 'nube-clara', displayName: 'Illari' },
    { signInName: 'rio-manso', displayName: 'Yana' },
    { signInName: 'flor-chica', displayName: 'Nina' },
  ],
  groups: [
    {
      general: true,
      name: 'General',
      description: '',
      posts: [
        {
          by: 0,
          daysAgo: 34,
          text: '¡Bienvenidas! Este es nuestro espacio. Aquí nadie pide tu nombre ni tu teléfono.\n\nEmpecemos por lo sencillo: **¿qué te ayudó esta semana?**',
          comments: [
            { by: 2, text: 'Que mi hermana se quedó con los niños una tarde entera. Dormí.' },
            {
              by: 4,
              text: 'Caminar con Nina hasta la feria. Ir de a dos cambia todo.',
              replies: [{ by: 5, text: 'Repetimos el jueves, ¿sí?' }],
            },
          ],
        },
        {
          by: 3,
          daysAgo: 12,
          text: 'Terminé el tejido que empezamos en la última reunión. Gracias por enseñarme el punto, Sami.',
          picture: 'Un tejido de franjas con rombos, hecho a mano',
          comments: [
            { by: 2, text: '¡Te quedó precioso! Los bordes son lo más difícil y los hiciste parejitos.' },
            { by: 1, text: 'Lo colgamos en la pared del desayuno.' },
          ],
        },
        {
          by: 5,
          daysAgo: 3,
          text: 'En el centro de salud me atendieron bien por primera vez. Fui acompañada y llevé escritas mis preguntas:\n\n- qué me duele y desde cuándo\n- qué remedios tomo\n- qué **no** quiero que anoten\n\nLa lista me dio fuerza.',
          comments: [
            { by: 4, text: 'Me copio la idea. A mí se me olvida todo cuando me hablan fuerte.' },
            {
              by: 0,
              text: '¿Te animas a compartir esta lista con las aliadas? Sin nombres ni lugares, claro.',
              replies: [{ by: 5, text: 'Sí, lo pensé. La voy a escribir más corta.' }],
            },
          ],
        },
      ],
    },
    {
      name: 'Desayunos',
      description: 'Los jueves por la mañana: quién viene, qué falta, qué hablamos.',
      posts: [
        {
          by: 1,
          daysAgo: 6,
          text: 'Para el jueves faltan: pan, algo de fruta y una mano para el café. ¿Quién puede?',
          comments: [
            { by: 3, text: 'Yo llevo pan.' },
            { by: 4, text: 'Fruta, yo. Y llego temprano para el café.' },
          ],
        },
        {
          by: 2,
          daysAgo: 2,
          text: 'Tema que me gustaría hablar: **qué hacemos cuando nos paran en la calle**. Podemos armar juntas una hoja con frases cortas.',
          comments: [{ by: 5, text: 'Yo anoto y la paso en limpio.' }],
        },
      ],
    },
  ],
  applicant: {
    displayName: 'Luz',
    answers: [
      'Me contó una amiga que viene a los desayunos.',
      'Otras mujeres que entiendan sin que tenga que explicar todo.',
    ],
  },
}

const sweden: DemoCommunity = {
  key: 'sweden',
  port: 4002,
  name: 'Lyktan',
  locale: 'sv',
  rules:
    'Det som sägs här stannar här.\n\nSkriv inga riktiga namn, adresser eller telefonnummer.\n\nVi lyssnar utan att döma.\n\nSäg till en moderator om något känns fel.',
  questions: ['Hur hittade du hit?', 'Vad hoppas du på?'],
  people: [
    { signInName: 'gul-dorr', displayName: 'Ljung' },
    { signInName: 'norr-sken', displayName: 'Sälg' },
    { signInName: 'tyst-skog', displayName: 'Ripa' },
    { signInName: 'varm-sten', displayName: 'Hassel' },
    { signInName: 'bla-bat', displayName: 'Måne' },
  ],
  groups: [
    {
      general: true,
      name: 'Allmänt',
      description: '',
      posts: [
        {
          by: 0,
          daysAgo: 28,
          text: 'Välkomna hit! Det här är vår egen plats. Ingen behöver ditt riktiga namn.\n\nBerätta gärna: vad skulle du vilja att fler visste?',
          comments: [
            { by: 3, text: 'Att man får ta med sig någon till mötet på soc. Det visste jag inte på fem år.' },
            {
              by: 2,
              text: 'Att det är okej att säga ”jag vill tänka på saken”.',
              replies: [{ by: 4, text: 'Den meningen skriver jag upp.' }],
            },
          ],
        },
        {
          by: 2,
          daysAgo: 9,
          text: 'Vi har börjat på flygbladet. Frågan överst är: **vad kan du göra för att skydda dig?**\n\nFörsta utkastet:\n\n- berätta för en vän vart du ska\n- bestäm ett ord som betyder ”ring mig nu”\n- lita på magkänslan',
          picture: 'Ett broderat mönster med stjärnor i rader',
          comments: [
            { by: 1, text: 'Fint! Kan vi lägga till hur man tackar nej till frågor man inte vill svara på?' },
            { by: 4, text: 'Mönstret längst upp är så vackert.' },
          ],
        },
      ],
    },
    {
      name: 'Flygbladet',
      description: 'Vi skriver om det tillsammans, så länge det behövs.',
      posts: [
        {
          by: 3,
          daysAgo: 4,
          text: 'Jag läste utkastet högt för min mamma. Hon förstod allt utom ordet ”biståndsbedömning”. Kan vi byta ut det?',
          comments: [
            { by: 0, text: '”Mötet där de bestämmer vilken hjälp du får” kanske?' },
            { by: 3, text: 'Mycket bättre.' },
          ],
        },
      ],
    },
  ],
  applicant: {
    displayName: 'Vide',
    answers: ['Genom en kompis i öppna förskolan.', 'Att få prata med någon som inte blir rädd.'],
  },
}

const indonesia: DemoCommunity = {
  key: 'indonesia',
  port: 4003,
  name: 'Rumah Melati',
  locale: 'id',
  rules:
    'Yang dibicarakan di sini tetap di sini.\n\nJangan tulis nama asli, alamat, atau nomor telepon siapa pun.\n\nKita saling mendengarkan tanpa menghakimi.\n\nKalau ada yang mengganggu, beri tahu moderator.',
  questions: ['Dari mana kamu tahu tentang kami?', 'Apa yang kamu harapkan di sini?'],
  people: [
    { signInName: 'pintu-kayu', displayName: 'Kenanga' },
    { signInName: 'hujan-pagi', displayName: 'Cempaka' },
    { signInName: 'daun-muda', displayName: 'Seruni' },
    { signInName: 'ombak-kecil', displayName: 'Dahlia' },
    { signInName: 'lampu-teras', displayName: 'Anyelir' },
  ],
  groups: [
    {
      general: true,
      name: 'Umum',
      description: '',
      posts: [
        {
          by: 0,
          daysAgo: 30,
          text: 'Selamat datang di rumah kita. Tidak ada yang menanyakan nama aslimu di sini.\n\nCerita kecil dulu: **apa yang membuatmu tersenyum minggu ini?**',
          comments: [
            { by: 3, text: 'Anakku bisa naik sepeda!' },
            {
              by: 2,
              text: 'Tetangga baru membawakan sayur lodeh.',
              replies: [{ by: 4, text: 'Ajak dia ke sini juga ya.' }],
            },
          ],
        },
        {
          by: 4,
          daysAgo: 8,
          text: 'Hasil belajar membatik bersama kemarin. Punyaku yang miring, tapi aku suka.',
          picture: 'Kain batik dengan motif bunga yang berulang',
          comments: [
            { by: 1, text: 'Justru yang miring itu paling hidup.' },
            { by: 3, text: 'Minggu depan aku ikut!' },
          ],
        },
        {
          by: 2,
          daysAgo: 2,
          text: 'Pertanyaan: kalau diminta menandatangani surat yang tidak kita pahami, bolehkah minta waktu membaca di rumah?',
          comments: [
            {
              by: 0,
              text: 'Boleh. Katakan: “Saya akan membacanya bersama pendamping saya.” Jangan tanda tangan hari itu.',
              replies: [{ by: 2, text: 'Terima kasih, kalimatnya mudah diingat.' }],
            },
          ],
        },
      ],
    },
    {
      name: 'Pendampingan',
      description: 'Siapa menemani siapa, dan apa yang perlu disiapkan.',
      posts: [
        {
          by: 1,
          daysAgo: 5,
          text: 'Daftar kecil sebelum menemani teman:\n\n- tanya dulu apa yang **dia** mau\n- sepakati kapan kita pulang\n- makan dulu, berdua',
          comments: [{ by: 4, text: 'Yang ketiga sering dilupakan, padahal penting.' }],
        },
      ],
    },
  ],
  applicant: {
    displayName: 'Teratai',
    answers: ['Dari kakak di pasar.', 'Teman bicara, dan belajar membatik.'],
  },
}

export const demoCommunities = [bolivia, sweden, indonesia] as const
