export const en = `
able acorn active actor airport airy album alder alert alive alley almond alto amazing amber ample anchor
ancient answer ant anthem apple apricot apron arch armchair arrive artist aspen attic auburn aunt author
autumn avenue avocado awake awning azure baby badger bake bakery balanced balcony ballad ballet bamboo
banana band banjo banner barber baritone barley barn barrel basic basil basin basket bathtub beach beacon
bead bean beaver bed bedroom bee beet beetle begin believe bell belt bench beret berry bicycle bike birch
biscuit blanket blazer blend bloom blossom boat bold bonnet book bookcase boot booth borrow bottle boulder
bounce bow box bracelet bramble branch brave bread breathe breeze brew brick bridge bright bring brisk broad
bronze brook broom broth brush bubbly bucket bugle builder bunny bus bush busy butter button cabbage cabin
cactus cafe cake call calm camel camera camp canal candid candle canoe canvas canyon capital carafe caravan
card cardigan careful caring carnival carpet carriage carrot carry cart carve cashew castle cat catch cave
cedar ceiling cellar cello center cereal chair chalk chapter charcoal cheerful cheese chef cherry chestnut
child chilly chimney chipmunk chive choose chord cinema cinnamon circus city clap clarinet class clay clean
clear clever cliff climb clinic cloak clock closet cloth cloud clove club coach coat cobalt cocoa coconut
coin college color column comb come comet compass concert connect cookie copper cork corn corner cottage
cotton counter cousin cover cozy crab cradle craft crate crayon cream creative cricket crisp crocus crossing
cuckoo cucumber cuff cup cupboard curious curly curry curtain cushion cypress dab daffodil dahlia daily
dainty daisy dance dapper daring date daughter dawn dear decorate deep deer delicate deliver delta depot
desert design desk dessert dew dill dine dinner discover dish dizzy dock doctor dolphin donkey door doorbell
dough dove draw drawer dream dresser drift driver drum dry duck duckling duet dumpling dune dusk eager eagle
early earnest earring earth easel easy echo editor eggplant elegant elm ember emerald endless engine
envelope equal eraser even evening exact explorer fabric factory fair faithful falcon familiar famous fancy
fanfare farm farmer fast faucet fawn feast feather felt fence fennel fern ferret ferry festival fetch field
fiesta fig fill find fine firefly firm fish fisher fjord flag flamingo flannel flat fleece flight float
flora florist flour flower fluffy flute fog fold folder follow fond forest formal fountain fox frame frank
free fresh fridge friend fringe frog frost funny furnace gallery garage garden garlic gate gather gazelle
gecko gentle genuine giant gifted ginger giraffe give glad gleaming glide glossy glove glow glue goalie goat
gold golden gong good goose gopher graceful grandma grape grateful gravy gray great green greet grocery
grove grow guava guess guest guide gulf gym hall hammock hamster handle handy hangar hanger happy harbor
hardy harmony harp hazelnut hearth hedgehog helmet help helper helpful heron hibiscus hidden highway hike
hiker hill hippo hold homeland honest honey hope hopeful horizon host hotel house hug huge hum humble hut
iguana imagine improve invent invite iris island isle ivory ivy jacket jade jam jar jasmine jeans jelly
jersey jeweler join jolly journey joyful jug juggler juice jumbo jump jumper jungle kangaroo keen keep
keeper kettle key keyboard keyhole kimono kind kiosk kitchen kite kitten kiwi knit knitter knot koala label
lace ladder ladybug lagoon lake lamb lamp lantern large lark lasting late laugh laundry lavender lavish lawn
leaf leafy learner lecture leek legging lemon lend lesson letter lettuce lever library lift light likely
lilac lily lime linen listener little lively lizard llama lobster local locker long look lotus lounge love
lovely loyal lucky luggage lullaby lunar lunch lute lyric magenta magic magnet magnolia magpie mailbox
mailman maize major make maker manatee mandolin mango mantel map maple marble marimba market mat mattress
meadow meal measure mechanic medley meerkat meet meeting mellow melody mend mentor merry meteor metro midday
midnight midwife mighty mild milk mill miller mingle mint minuet mirror mist mitten modern modest moon
morning moss motel mountain mouse move muffin mug munch museum music mustard nap napkin narrow native
natural navy neat necklace nectar neighbor nephew nettle new nibble nice niece night nimble noble nod noodle
normal north note notebook notice novel nursery nutmeg oak oar oasis oat oatmeal oboe ocean octave octopus
offer office olive omelet onion opal open opera orange orchard orchid order ostrich otter ovation oven
overall owl oyster pack package paddle padlock page paint pajama palace pan pancake panda panel pantry paper
paprika parasol parcel parent park parlor parrot parsley parsnip partner pastry pasture patch path patient
patio pause pavement pea peaceful peach peacock peanut pear pearl pebble pecan pedal pelican pen pendant
penguin pepper perfect petal pianist piano piccolo pickle picnic picture pie pier pillow pilot pin pine
pitcher plain plan planet plank plant plate platform platter play player playful playroom plaza pleasant
pleat plenty plug plum plumber pocket poet polish polite polka pollen poncho pond pony poodle poplar popular
porch porridge porter portrait poster potato potter praise precious prepare pretty print promise proper
proud pudding puddle puffin pullover pumpkin puppet puppy purple purse puzzle quail quaint quartet quay
quick quiet quilt quinoa rabbit raccoon rack radio radish raft railing railway rain rainbow raincoat
raindrop raisin rake ramp ranger rapid rare raven ravioli read ready real recall recipe red reed regular
reindeer relaxed remember rent repair reply rest return rhythm ribbon rice rich ride ridge ring rinse ripe
river rivulet roam robe robin rocker roll roof room roomy rooster root rope rose rosemary rosy round route
row rower rug run rust rustic saddle safe saffron sage sail sailboat sailor salad salt samba sandal sandy
sapling sapphire sardine satin sauce savory scale scarf scarlet scatter scholar school scissors scooter
screen seahorse seal seam search seaside season seed serenade sesame sew shade shaggy shallot share shawl
shed sheep sheet shelf shelter shine shiny shirt shoe shop shore short shovel shrimp shutter sibling
sidewalk sierra sieve silent silk silky silly silver simmer simple sincere sing singer sink sip sister sit
skater sketch skilled skip skipper skirt sky skylight sleepy sleeve slender slide slipper slope sloth slow
small smart smile smith smooth snack snail sneaker snowdrop sociable sock soft solar solid solo solve sonata
song soprano sorbet sound soup south spaniel sparkly sparrow speaker special spell spin spinach splendid
sponge spool spotless spread spring spruce square squash squirrel stable stadium stage stair stamp stand
staple star starfish starling station statue stay steady still stir stitch stool storm stove strait stream
street string striped stroll strong student studio study sturdy subtle sugar suit suitcase summer summit sun
sunbeam sundown sunlight sunny sunrise sunset super supper sure surfer surprise swallow swan swap sweater
sweep sweet swift swim swimmer swing switch symphony syrup table tack tadpole tailor talk tall tame tango
tape tassel taste tasty taxi tea teacher teacup teal teapot tell tender tent terrace thankful theater
thimble think thistle thorough thread thunder thyme ticket tickle tidy tiger tile timber tinsel tiny toast
toddler tofu tomato toolbox toss toucan towel tower town toy trace track tractor trade trail train tram
tranquil travel tray tree trim trolley trombone trout truck true truffle trumpet trunk trusty tub tuba tulip
tumble tuna tundra tune tunnel turkey turn turnip turtle twig twilight twin twirl type ukulele umbrella
unfold unique unpack upbeat urban urn useful valid valley vanilla vary vase vast velvet veranda vest vibrant
village vinegar viola violet visitor vital vivid volcano voyage wade waffle wagon wait waiter wake walk
walkway wall wallet walnut walrus waltz wander warbler wardrobe warm wash washer watch water wave wavy
wealthy wear weave welcome west whale wheat wheel whisk whisper whistle whole wide wiggle wild willing wind
window windy winged wink winter wire wise witty wombat wonder wood wooden wool workshop worthy writer yacht
yam yard yarn yellow yogurt young zebra zesty zipper zoo zucchini
`
