/** The vocabulary of the sample library: nature films, lectures, concerts. */

export const ANIMALS = [
  ..."Beavers,Owls,River Otters,Herons,Foxes,Badgers,Red Deer,Cranes,Kingfishers,Hedgehogs,Seals,Puffins".split(
    ",",
  ),
  ..."Dragonflies,Bumblebees,Salmon,Marmots,Lynxes,Storks,Toads,Swifts,Bats,Squirrels,Wild Geese,Moths".split(
    ",",
  ),
  ..."Terns,Martens,Swallows,Newts,Eagles,Hares,Ravens,Elk,Ibexes,Jellyfish,Starlings,Tortoises".split(
    ",",
  ),
] as const;

export const SETTINGS = [
  ..."at Dawn,in the Rain,Under Ice,by the River,at the Edge of the Forest,in First Snow,on the Move".split(
    ",",
  ),
  ..."After the Storm,in the Old Orchard,Between the Tides,above the Tree Line,in the City,at Midnight".split(
    ",",
  ),
  ..."in the Reeds,on the High Moor,along the Coast,in the Quarry,in Spring,in Late Summer,in Autumn".split(
    ",",
  ),
  ..."in Deep Winter,and Their Young,from the Air,up Close,in Slow Motion,of the Delta,of the North".split(
    ",",
  ),
  ..."of the Islands,on the Glacier,in the Meadow,under the Bridge,in the Dunes,near the Lighthouse".split(
    ",",
  ),
] as const;

export const COURSES = [
  ..."Graph Theory,Linear Algebra,Soil Science,Roman Law,Number Theory,Music History,Botany".split(
    ",",
  ),
  ..."Organic Chemistry,Astronomy,Bridge Building,Statistics,Ethics,Cartography,Meteorology".split(
    ",",
  ),
  ..."Ancient Greek,Optics,Game Theory,Geology,Phonetics,Hydrology,Logic,Marine Biology".split(","),
  ..."Typography,Thermodynamics,Forestry,Economics,Set Theory,Archaeology,Acoustics,Beekeeping".split(
    ",",
  ),
] as const;

export const ENSEMBLES = [
  ..."Harbour Quartet,Jazz Trio,Chamber Choir,Brass Five,City Orchestra,Wind Octet,String Sextet".split(
    ",",
  ),
  ..."Folk Ensemble,Youth Symphony,Baroque Players,Piano Duo,Guitar Circle,Percussion Group".split(
    ",",
  ),
  ..."Night Radio Band,Cello Four,Gospel Choir,Accordion Club,Café Orchester,Ensemble Élan".split(
    ",",
  ),
] as const;

export const PIECES = [
  ..."Winter Tale,Evening Songs,Water Studies,Three Dances,Night Train,A Small Requiem,Spring Suite".split(
    ",",
  ),
  ..."Open Air Concert,Second Symphony,Nocturnes,Harbour Lights,Walking Tunes,Old Ballads".split(
    ",",
  ),
  ..."Variations on a Theme,Midsummer,Variaciones Sureñas,Fugues and Airs,The Long Bridge".split(
    ",",
  ),
  ..."Cloud Music,Northern Hymns,Lullabies,Tango Evening,Morning Raga,Waltzes,Été,Blue Hour".split(
    ",",
  ),
] as const;

export const STUDIO_PREFIXES = [
  ..."Northern Forest,Open,Harbour,Wide World,Deep Moss,Blue Lake,Fifth Level,Green Valley".split(
    ",",
  ),
  ..."Old Mill,Silver Birch,High Moor,Lighthouse,Amber,Granite,West Coast,Long Meadow".split(","),
  ..."Riverbank,Copper Beech,North Wind,Quiet Hill,Red Brick,Stone Bridge,Cedar,Morning".split(","),
] as const;

/** Studio suffixes of the three kinds of content, in the order of {@link CONTENT_KINDS}. */
export const STUDIO_SUFFIXES = [
  "Films,Nature Unit,Wildlife,Pictures,Natural History,Field Notes".split(","),
  "Lecture Hall,University,Academy,Talks,Institute,Evening School".split(","),
  "Concerts,Sessions,Philharmonic,Recordings,Live,Music House".split(","),
] as const;

export const CONTENT_KINDS = ["nature", "lecture", "concert"] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** Studios whose names leave ASCII; every so many studios has one of them. */
export const FOREIGN_STUDIOS = [
  ..."東京自然映画,Søndre Fjord Film,Студия Лес,Müller & Söhne Filme,Ακουστική,Ñandú Documentales,استوديو الواحة".split(
    ",",
  ),
] as const;

export const FIRST_NAMES = [
  ..."Ada,Ben,Cai,Dana,Eli,Finn,Gro,Hanna,Ivo,Jun,Kaja,Leo,Mina,Noor,Olaf,Pia,Quinn,Rosa".split(
    ",",
  ),
  ..."Sami,Tova,Uma,Vera,Wim,Xenia,Yuki,Zoë,André,Björn,Chloé,Émile,Jürgen,Łucja,Óscar,Renée".split(
    ",",
  ),
  ..."Alma,Bo,Carla,Dov,Edda,Fritz,Gita,Hugo,Ines,Jonas,Kim,Lars,Mabel,Nils,Otto,Petra".split(","),
] as const;

export const LAST_NAMES = [
  ..."Fjord,Moss,Reed,Brook,Stream,Hill,Stone,Birch,Heath,Marsh,Field,Thorn,Lake,Frost,Vale".split(
    ",",
  ),
  ..."Hale,Wren,Ashby,Lund,Berg,Holm,Strand,Kruse,Novak,Silva,Tanaka,Okafor,Haddad,Moreau".split(
    ",",
  ),
  ..."Ødegård,Çelik,Nuñez,Kovač,Schröder,O'Hara,van der Meer,Dubois,Rossi,Ivanova,Kim,Patel".split(
    ",",
  ),
  ..."Carver,Mason,Fisher,Weaver,Cooper,Turner,Miller,Baker,Gardener,Shepherd,Potter,Sawyer".split(
    ",",
  ),
] as const;

export const PERFORMER_NOTES = ["", "cellist", "biologist", "narrator", "choir", "guide"] as const;

/** Tags as `name` or `name<parent|parent`: a directed graph without cycles. */
export const TAG_TREE = [
  ..."Nature,Animals<Nature,Plants<Nature,Water<Nature,Weather<Nature,Birds<Animals,Owls<Birds".split(
    ",",
  ),
  ..."Waders<Birds|Water,Mammals<Animals,Otters<Mammals|Water,Foxes<Mammals,Insects<Animals".split(
    ",",
  ),
  ..."Bees<Insects|Plants,Rivers<Water,Ice<Water|Weather,Snow<Weather|Water,Forest<Plants,Moor<Plants".split(
    ",",
  ),
  ..."Teaching,Lecture<Teaching,Workshop<Teaching,Mathematics<Teaching,Science<Teaching".split(","),
  ..."Biology<Science|Nature,Physics<Science,Chemistry<Science,History<Teaching,Language<Teaching".split(
    ",",
  ),
  ..."Music,Concert<Music,Jazz<Music,Choir<Music,Orchestra<Music,Chamber Music<Music,Live<Concert".split(
    ",",
  ),
  ..."Studio Session<Music,Film Music<Music|Teaching,4K,1080p,Subtitles,R&B<Music,café<Music".split(
    ",",
  ),
] as const;

export const SERIES = [
  ..."The Great River Cycle,Concert Season,Forest Year,Night Sky,Small Creatures,Coast to Coast".split(
    ",",
  ),
  ..."Hands and Tools,The Long Winter,Music for Everybody,Field Guide,Evening Lectures,Slow Water".split(
    ",",
  ),
] as const;
