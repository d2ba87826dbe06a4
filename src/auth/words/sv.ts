export const sv = `
ackord adress afton akvarium album alfabet alm altan ananas anda anka ankare apelsin april ark arkiv aroma
art artikel artist asp atlas augusti avokado avsked baby backe badhus badring bagare bageri bakelse bakficka
balans balkong ballad ballong balsam bana banan band banjo bank barn barnbarn barrskog basar basilika basker
bastu batteri bergtopp besked besmak betala bidrag bil bild bilder bilresa binge bingo biograf bistro blanda
blank blinka block blom blomma blomster blond bod bofink bok bokhylla boll bomull bonde bord bordduk borg
borste boskap bostad bra bred brev bricka bris brits bro brokig brons brosch brun brunn brygga bryta bukett
bulla bulle bunt burk buss butik bygd bygga byggnad byta byxor cacao camping center centrum chans charm chef
choklad cirkel cirkus citron citrus cykel cyklist cypress dag dagbok dagen dagg dagis dagsljus dal dala damm
dans dansa dator deg del delta detalj dialog diamant dikt dikta dill dimma disk diska djungel djup docka
doft dofta doktor domherre domino dotter drake drama dressin dricka drift droppe dryck duett duktig dusch
dussin duva effekt efter eko ekollon ekorre eld elegant element elev elva enbuske energi enkel etikett etta
exempel fabrik fackla fakta falk familj fantasi farbror farfar farm farmor fart fartyg fasan faster favorit
fem femma ferie fest festlig fiber ficka fika fikon fil film filt filter fin fink fiol fisk fiska fjord
fjorton flaska flinga flod flora fluga flundra flyga flygplan flyta flytt fokus folk form forma forsa
fotboll foto foton framtid fred fredag frihet frisk fritid frost frukost frukt frysa fukt fundera funka fyr
fyra fyrtio gaffel gala galleri galopp gammal garage gardin garn gata gatlykta gatsten genre geting giraff
gissa gitarr glad glans glas glasera glass glimma glimt glitter gnista gnola god godis golf golv gondol graf
gran granit granne gren grind groda grotta grund grupp gryn gryning gryta guida guide gul guld guldring
gunga gurka gyllene gymnast hagel hallon halm halsduk halv halvdag hamn hamster handduk handel handske
hantverk harmoni harpa hassel hatt hav havre havsbris hej helg helgdag hembygd hemlig hemsida hemstad himmel
hink hiss historia hitta hjort hjul hobby holme honung hopp hoppa hopprep hotell humla humor hundra hurra
hus husvagn hydda hylla hyra hytt ide idrott idyll igelkott innan insikt invit iris isflak isglass iskall
istapp jacka januari jasmin jeans jobb jobba jogga jolle jonglera jord jordbruk jubel juli jumper juni juvel
kabel kabin kaffe kaj kajak kaka kaktus kalas kalender kalv kam kamel kamera kamin kammare kamrat kanal
kanel kanin kanna kano kanot kant kantin kappa kapsel karaff karamell karavan karneval karta kartong
karusell kassa kastanj kastrull katalog katt kavaj kavla kex kilo kimono kiosk kissel kiwi kjol klang klapp
klarhet klass klinik klint klippa klocka klok klot klubb knacka knapp knopp knut knyta kock koja kokbok
kokos kolibri kollega komedi komet komisk komma kompass kompis kompott kondor konsert kontakt kopia kopp
koppar koppla koral korg kork korn korp korridor kort kosmos kostym krabba krage kram krama krans krets
krita kritik krok krokus krona kruka krullig krydda kudde kul kulle kulspel kultur kund kunna kupol kurs
kusin kust kvarn kvarter kvast kvick kvinna kvist kvitter kylig lack lada lager lagom lagun lakan lakrits
lamm lampa land landa landning landskap lantbruk lapp lappa lasagne lasta lastbil latin lavendel lax ledare
ledig legend lejon lek leka leksak lektion len lergods lerkrus lift lila lilja limpa lin lind lindblom
lindra linne lins lista liter litet livboj livfull livlig ljud ljunga ljus ljuv lodjur loft logga logik lom
lova lucka luft luftig luftrum lugn lukta lunch lund lustig luta lycka lycklig lyft lyfta lykta lynne lyra
lysa lyssna magi magnet magnolia maj majs makaron malva mamma mammut mandarin mandel mandolin mango manual
mapp maraton marknad marmelad mars maska maskin maskros mast mat matbord matkorg matros matsal matsked matta
medalj medley mejeri mejsel melodi mening meny metall meter middag midnatt mikro mildhet miljon minne mint
minut mitt mjuk mjuka mjukhet mobil modell modern modig mogen moln molnfri moment mopp morfar morgon mormor
morot mortel mosaik moss mossa moster motell motion motiv motor motto muff muffin mugg mullvad mungiga
murare murgrona museum musik muskot mussla mygga mylla mynt mynta myr myra myrstack mysa mysig mystisk
narciss natt nattlig natur nejlika nektar nio nisse njuta nod noga nordlig norrsken novell november nudel
nybakad nyckel nyfiken nyhet nyponros oboe ocean odla odling oktav oktober oliv omelett omsorg omtanke
onsdag opal opera optik optimist orange ordbok ordlek ordning original orkester orre ost ostkaka overall
pack packa paddel paj paket palats palett panda panel panna papaja papegoja papper paprika parad parasoll
parfym park parkera pass passa pastej paus pausa pedal pelare pelikan penna pensel pension peppar persika
person pianist piano picknick pilot pingla pingvin pinje pinne pir pistasch pixel pizza plagg plan planera
planka plansch planta plask plast plats platt plocka plog plommon plugg plus plym poesi poet pojke pokal
polka pollen pool popcorn poppel portal post posta postkort potatis potta prat prata present profil prosa
prydnad pudding pudel pulka pumpa punkt purjo pussel putsa pyjamas pynt pynta pyssel pyssla rabarber radio
raket rama ramsa rand randig raps raster ratt recept regn regna regnig regnrock remsa resa resande ricotta
rida ridning riklig rimfrost ring ringa ringblom ris rita ritning rock rolig roll roman ropa ros rosa rosett
rosin rosmarin rubin rulla rullbord rulle rummel runda rustik ruta ruter rutig rutin rymd rymlig rytm sadel
saffran saft saftig saga sagobok sak salami sallad salong salsa salt salta saltkar samba samla samling
samman sammet sampel samtal sandal sandig sann satin sax scarf scen schack schema segla selleri semester
semla senap serie servera servis sesam sida sidan siden signal silke silver simma sinne sirap sitta sju
sjunga sjutton skala skapare skatt skepp skicka skida skidor skiffer skifta skina skiss skiva skjorta skjul
sko skog skogig skola skolbok skorpa skorsten skratt skridsko skrift skrin skriva skuggig skulptur skuta
skydd skylt skymning skynda slalom slinga slipad slips slott smak smaka smakfull smed smidig smoothie smula
smulpaj smultron smycke snabb snart snickare snida snigel snurra snygg social socka socker soffa sol sola
solbad solblek soldis solglans solig solkatt solros solsida solsken sommar son sonat sopa soppa sopran
sorbet sork sorl spann spara sparris sparv spegel spegla spel spela spelman spinna spira spis spisa spole
sport spov sprida springa stad stadig starta station steg stege steka stig stiga stil stilig stilla stol
stolt storlek storm storstad strand strumpa strut stryka studio studsa stuga stund stycke summa surdeg surf
svala svalka svamp svan sving svit swing sylt symbol symfoni syren syrsa syskon syssla syster tabell tack
tacka tacksam tagg tagning tak tala talang tall tallrik tamburin tangent tango tanka tanke tapet tapp tass
tavla taxi teater teatral tecken teckna tegel tekanna telefon tema terrass tid tidig tidning tiger timjan
timme tindra tio tips tisdag titel titta tjock tjusig toast toffel toffla tofs tolv tomat tomt ton tonfisk
tonic topas toppen torg torn torp torr torsdag tragedi trakt trall trampa trana trapets trappa tratt trekant
trend trettio trevlig triangel trim trivas trivsam trolla trombon trott trumma trumpet trygg tuba tugga
tulpan tumla tunika tunn tunnel tur turist turkos tusen tuva tvilling tydlig tyg tyngd typ typisk tyst
tystna uggla ugn ull ullgarn ullig under undra ung ungdom ungefar uniform unik unna uppdrag uppgift upplaga
upprop uppsats urna ursprung urtida urval utbud utflykt utgift uthus utrymme utsida utsikt uttryck utval
vacker vada vagga vagn vaja vajer vaken vakna vaktel valfri valla valp valross vals valv vana vandra vanilj
vante varg varm varsam vas vatten vattna vax veck vecka ved vegan verb verk verkstad verktyg vers vest veta
vete vetgirig vetskap vidd vide video vidga vik vika vila vild vilja villa vind vinge vingla vinka vinna
vinst vinter vintrig viol violett vira virka virvel visa visare visdom viska viskning visning visp vispa
vissla vistas vitamin vitrin vitsippa vokal volang volym vrida vulkan vuxen vykort yacht ymnig yngling
ynnest yoga yoghurt yrke
`
