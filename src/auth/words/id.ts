export const id = `
acara adik adil adonan agenda agung ahli air ajaib ajak akar akrab aktif alam alamat alas album alir alpukat
alun aman ambang amplop anak andal andong anggrek angin angka angklung anjung antar antik anting anyaman
anyelir apel apik arah arang arsip arus asal asam asli asrama asri asuh atap atas atlas awal awan ayah ayam
ayun ayunan azalea bacaan bagan bagi bagus bahagia bahan bahari bahasa baik baju bakat bakau bakso baku
balai balkon balok balon bangku bangsal bangun bantal bantu banyak barat baris baru batang batas batik bawa
bawang bayam bayi bazar bebek becak bekal belajar belalang beli beliung belok benang benar benda bengkel
benih bening bentang bentuk berani berenang berita berkas berkebun berlian bersih bertemu besi betah betul
biaya bibi bibit bicara bidang bijak biji bingkai bintang bintik biola bioskop biru biskuit blender bocah
bola boleh bolu boneka bonsai bordir botani botol brokat buah bubur budaya budi buka bukit buku bulan bulat
bulu bumbu bumi buncis bundar bunga bungkus bunyi busa busana busur butik butir cabai cabang cahaya cair
cakap cakra camar canda cangkir cantik cara cari catatan catur cawan cekatan celana celengan cemara cempaka
cendana cendol cepat cerah cerdas cerdik ceria cerita cermat cermin cerobong cetak cicak cicit cilik cincin
cinta ciptaan citra coba cocok cokelat contoh corak cuaca cuci cucu cukup cumi curah dadu daerah daftar
dahan damai damar danau dapur darat dasar dasi datang datar daun daya dayung dekat delapan delima delman
denah dentang depan derajat desa desain detik diam dinding dingin dini diskusi dompet donat dongeng dorong
dua duduk dukung dunia durian ekor elang elok emas embun empat empuk enak enam encer engsel erat eskrim esok
fajar fakta famili festival filter fokus formulir foto gabus gading gajah galeri gambar gambus gamelan ganda
gantung garam garasi garis garpu gaun gaya gedung gelang gelas gemar gembira gemuruh gendang gerabah gerak
gerbang gerimis gerobak giat gigih giling girang gitar gotong gubuk gudang gugus gula gulai gulung gunting
gunung gurame gurih guru gurun hadap hadiah hadir hafal halaman haluan halus hangat hanyut harapan harga
hari harmoni harum hasil hebat helai hemat hening hewan hiasan hibah hidang hidup hijau hikayat hilir hiu
hobi hotel hujan hulu huruf hutan ibu ide idola ijuk ikan ikat iklim ilham ilmu imbang impian inap indah
indera ingat ingin inti irama iring irisan isi istana itik izin jagung jahe jahit jajan jala jalan jalur
jaman jambu janji jarak jaring jasa jati jauh jawab jelas jembatan jemput jenaka jendela jenis jernih jeruk
jinak joglo jual juara judul jujur jumlah jumpa junjung juru jurus juta jutawan kabar kabel kabin kabut
kacang kado kain kakak kakap kakek kaktus kaldu kalender kali kalung kamar kamboja kampung kamus kanan
kancing kandil kantin kantong kanvas kapal kapas kapuk kapur karang karcis kardus karet karpet kartu karya
kasih kasir kasur kata katak katun kawan kawasan kaya kayu kebaya kebun kecambah kecap kecil kecipir kedai
kelapa kelas keliling kelinci kelompok keluarga kemah kemarau kembali kemeja kemiri kemudi kenal kenanga
kenari kencang kendang kendi kental kepiting keramik keraton kereta kerikil kering kerja kerupuk ketan
ketapang ketela ketuk ketupat khas kidung kijang kilat kilau kincir kios kipas kiri kirim kisah kisaran
kismis kiwi klasik klub kodok kokoh kolam koleksi kolong komik kompas kompor konser koper kopi kosmos kota
kotak kreasi kreatif kuah kuali kuas kuat kubis kucing kue kuliah kulkas kumpul kunang kunci kuncup kuning
kunyit kuota kupas kura kurma kursi kursus kusen laba labu lacak laci ladang lagu lahan lahir laju lakon
laksana lama lambai lampau lampion lampu lancar langit langkah langsat lantai lapang lapis larut latih laut
lautan lawak layak layang layar lebar lebat lega legenda lekas lemari lembah lembut lempar lengkap lentera
lereng lestari letak lezat liburan lihat lilin lima limau lincah lintas lipat liris listrik literasi lobak
logam lokasi lomba loncat lonceng lontar lorong luang luar luas lubuk lucu lugas lukisan lulus lumbung lumut
lunas lurus lusin mahir mahkota main majalah maju makan makmur makna malam mampu mandi mandolin manfaat
mangga mangkuk manik manis mantap mantel marmer martabak masak masuk matang mawar mebel meja mekar melati
meluncur membaca menanam menara menit mentari mentega mentimun merah merak merdu merek merica merpati mesin
mesra mewah mimpi minat minggu minum minyak mirip misteri mitra mobil modal model mohon molek monumen motif
motor muara muda mudah mudik mulai mulia muncul mungil murah murai murid murni museum musik musim mutiara
mutu nada naik nama nanas nangka nanti nasi nasihat naskah nelayan nenas nenek niaga niat nikmat nila nilai
ninabobo nipah nira nomor nota nuansa nuri nusa nyala nyaman nyanyian nyaring nyata nyiur oasis objek obor
obrolan olah olahraga ombak omset ongkos opera orang oranye orkes oven oyong pabrik padang padat padi paduan
pagar pagi paham pahat pajangan pakaian paket paku palem paling paman panas panci pandai pandu panen
panggung panjang pantai pantun papan parade pari parkir parut pasang pasar pasir pasti patung paus payung
pecel pedas pelajar pelangi pelaut pelita peluang pelukis pemuda pena pendek pendopo penjahit pensil pentas
penuh penulis penyu perahu perak peran periuk permata permen pernak persik pertama pesan pesawat pesona
pesta peta petai petak petani peti petik petir piagam piala piano pigura pijar pijat piknik pilih pilot
pindah pinggan pinjam pintar pintu pinus piring pisang pita pohon pojok pola polos pompa pondok popok poros
pos prakarya pramuka presisi puas pucuk puisi pujian pukat pulang pulau pulih puluh puncak pupuk puri pusaka
pusat putar putih puyuh rabu racikan radio ragam ragi rajin rajut rakit ramah ramai rambutan rames rampung
randu rangkai rantai ranting rapat rapi rasa rata ratus rawa rawat rebana rebung redup rejeki rekan rekor
relawan rempah renang renda renung renyah resep riang rias ribu rimba rimbun rinci rindang rindu ringan
ringkas roda rok rombong rona ronda rosela rotan roti ruang rujak rukun rumah rumbia rumpun rumus runtun
rupa rusa rute rutin sabar sabtu sabuk sabun sabut sagu sahabat sahaja sajak saji salad salak salam saling
salju sambal sambut sampan samping sampul samudera sanak sandal sanggar sangkar santai santun sapa sapu
saput sarang sarapan sarung sastra satu saung sawah sawi sawo sayap sayur sebar segar segera sehat sejarah
sejuk sekolah selalu selamat selaras selasa selatan seledri selesai selimut selokan semak semangat sembilan
semenjak semi sempurna semut senam senang seni senin senja sentosa sentuh senyum sepak sepatu sepeda sepi
sepuluh serabi serai serambi serangga serasi serat serbet seribu sering seroja seruling serunai serut setia
setrika setuju siang siap siar sigap sikat simak simpan simpul sinar singa singgah singkong siput siram
sirkus sisa sisi sisir siswa siul sketsa soal solusi sop sopan sorak sore sorot soto spidol stasiun studio
suara suasana subur sudut suka sukacita sukses sukun sulam suling suluh sumber sumbu sumpit sumur sungai sup
supir surat surya susun sutera swadaya syair syal tabung tahan tahap tahu tahun taksi talam talas tali taman
tamasya tambah tamu tanah tanam tanda tandu tangga tangkai tanjung tanya tapak tari tarian tarif tas tata
tawa tawar tayang teater tebar tebing tebu teduh tegak teguh teh tekad tekstil tekun teladan telaga telepon
teliti teluk telur teman tembaga tempat tempe tenang tenda tengah tengok tenis tentu tenun tepat tepi tepuk
tepung terampil terang teras teratai terbang terbit teri terigu terima terompet terong terpal terung
tetangga tetap tetes tiang tiba tiga tikar tiket tikung tim timba timun timur tinggal tingkat tinta tirai
tiram titik tiup toko tokoh tolong tomat tombol tongkat topi toples tradisi traktor trompet tugas tugu
tujuan tukang tukar tulip tulis tumbuh tumis tumpeng tumpuk tuna tunas tunggu tunik tuntun tupai turis turun
tutup tutur ubi udang udara ujung ukir ukuran ulang ulin umbi umbul umum umur undang undur unggas unggun
ungu unik unta untung upacara upaya urai urap usaha usia utama utara utas utuh vanila vas video vila visi
vokal voli wadah wajan wajik waktu walet wangi warga warisan warna warta warung wastafel wayang wedang wijen
wisata wisma wisuda wol wortel wujud yakin yayasan yogurt yoyo zaitun zaman zamrud zebra zigzag zona
`
