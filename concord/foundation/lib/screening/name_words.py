"""Words the name heuristics look up, folded and in lower case.

Names are facts; these lists were written by hand for this project, from common knowledge.
"""


def _set(lines: str) -> frozenset[str]:
    """Read words set apart by spaces; a line that begins with # is a heading."""
    return frozenset(word for line in lines.splitlines() if not line.startswith("#") for word in line.split())


# Given names that are no everyday word, month, place or program in the three languages.
GIVEN_NAMES = _set("""
# English
aaron abigail adam alan alice alicia alyssa amanda amber amy andrea andrew angela anna anne annie
anthony ashley barbara benjamin beth betty beverly billy bobby bonnie bradley brandon brenda brian
brianna brittany bruce bryan caitlin cameron carl carol caroline carolyn cassandra catherine cathy
charles cheryl chloe chris christina christine christopher cindy claire connie courtney craig
crystal cynthia daniel danielle david dawn debbie deborah debra denise dennis derek deshawn diane
donald donna doris dorothy douglas dylan edward eileen elaine eleanor elizabeth ellen emily emma
eric erica erin ethan evelyn frank gabriel gabrielle gary george gerald gina gladys gloria gregory
hannah harold heather heidi helen henry holly howard isaac isabella jackie jacob jacqueline jade
jaime jake jamal james jamie jane janet janice jasmine jason jayden jeff jeffrey jenna jennifer
jenny jeremy jerome jerry jesse jessica jill jimmy joan joanna joanne joe joel john johnny jonathan
joseph joshua joyce juanita judith judy julia julian julie justin karen katelyn katherine kathleen
kathryn kathy katie kayla keisha keith kelly kelsey kenneth kevin kim kimberly kristen kristin kyle
lakisha larry latoya laura lauren lawrence leah leslie lillian lisa lois lori louis louise lucas
lucy lynn malik marcus margaret maria marie marilyn marissa martha marvin mary matthew megan melanie
melissa melvin michael michelle mildred molly monica morgan nancy naomi natalie natasha nathan
nicholas nicole nikki noah norma olivia pamela patricia patrick paul paula peggy peter philip
phyllis rachel ralph randy raymond rebecca regina rhonda richard robert robin rodney roger ronald
russell ruth ryan sabrina sally samantha samuel sandra sara sarah scott sean shannon sharon shawn
sheila shelby sherry shirley sophia stacy stephanie stephen steven sue susan suzanne tamara tamika
tammy tanya taylor teresa terrence terry theresa thomas tiffany timothy tina todd tonya tracy travis
trevor troy tyler tyrone valerie vanessa veronica vicky vincent vivian walter wanda wayne wendy
whitney william yvette yvonne zachary
# Spanish
adela adolfo adriana agustin aida alba alberto alejandra alejandro alfonso alfredo alma alonso
alvaro amalia ana anabel andres antonia antonio araceli armando arturo beatriz benito bernardo
blanca brenda camila carla carlos carmen carolina catalina cecilia cesar claudia cristian cristina
daniela diego eduardo elena elisa elsa emilia emilio enrique ernesto esmeralda esteban estela
eugenia eusebio evelin fabiola felipe fernanda fernando fidel francisca francisco gerardo gilberto
gonzalo graciela gregorio griselda guadalupe guillermo gustavo hector hernan hortensia hugo ignacio
ines irma isabel ismael ivan ivette javier jesus jimena joaquin jorge jose josefina josue juan juana
julieta julio karina karla laura leonardo leonor leticia liliana lorena lorenzo lourdes lucia
luciana luis luisa lupe lupita magdalena manuel manuela marcela marcelo margarita mariana maribel
maricela mariela marina mario marisela marisol marta martin mateo matias mauricio maximiliano mayra
miguel mirta miriam moises natalia nayeli nelida nicolas noelia noemi norma octavio ofelia olga omar
oscar osvaldo pablo paola patricio pedro perla rafael ramiro ramon raquel raul rebeca ricardo
roberto rocio rodolfo rodrigo rogelio rolando rosa rosalia rosario ruben salvador samuel sandra
santiago santos sebastian sergio silvia sofia sonia susana tatiana teodoro tomas valentina valeria
veronica vicente violeta virginia wilfredo wilmer ximena xiomara yadira yesenia yolanda yuliana
zoraida milagros itzel xochitl
# French, and French-speaking countries
adele adrien agathe agnes aicha alain alexandre alexis aline amandine amelie aminata anais andre
antoine arnaud astrid audrey aurelie aurore awa aya baptiste bastien benoit bernadette bernard
bertrand bintou brigitte bruno camille caroline catherine cedric celine chantal charlene christelle
christian christophe clement clementine colette corinne damien delphine denis didier djamila
dominique edith elodie eloise emilie emmanuel emmanuelle estelle etienne fabien fabienne fabrice
fanny fatima fatou fatoumata florian francine francois francoise frederic genevieve gerard germaine
ghislaine gilles ginette gisele guillaume guy gwenaelle hamza hassan helene henri herve hubert
huguette ibrahim isabelle jacques jean jeanne jeannine jerome jocelyne joelle josiane julien
juliette karim khadija kofi laetitia laurence laurent lea leila leontine liliane lise loic lucie
lucien ludovic madeleine maelle mamadou manon marc marcel margaux marianne marlene martine mathieu
mathilde maud maurice mehdi melodie michele micheline mireille mohamed monique moussa muriel myriam
nadege nadia nathalie noemie odette odile olivier ousmane pascal pascale patrice pauline philippe
pierre quentin rachida raphael rene renee rokhaya romain roland roxane sabine salimata samira
sandrine sebastien serge severine simone solange solene sophie stephane suzanne sylvain sylvie theo
therese thierry tristan valentin veronique virginie xavier yann yannick yasmine yves yvette zineb
zoe
# from elsewhere, common in the three language regions
abdul adebayo ahmed aisha ali aaliyah aliyah amina amir anh anita ayesha bao chioma dmitri duc elif
emeka farah fatma goran guadalupe hana hong huong ikram irina ivana jamila katarzyna kwame lakshmi
layla ling linh magda mai malgorzata mariam mei mehmet mercy minh mohammed muhammad nasrin natalya
ngozi nguyen nia noor olena olga oksana oluwaseun priya rania ravi rehana sadia samir sanjay shanice
shaniqua shreya siobhan sunita svetlana tariq thanh thuy tuan valentyna wei xin yuki yusuf zainab
zeynep
""")

# Given names that are also words, months, places or saints: a name only beside
# a surname or after an introducer.
SOME_GIVEN_NAMES = _set("""
gloria
angel april ella asia aurora austin autumn belle brooklyn carolina chance charity charlotte chase
chelsea christian clara claude consuelo dakota dallas daisy diana dolores dominique drew esperanza
faith florence flor frank georgia ginger gene grace grant guadalupe guy harmony harry hope hunter
ivy jack jade jasmine jean jerome jesus jo jordan joy june justice kai kim lance lea lily linda lise
lourdes luz mai marina mark marguerite max may melody mercedes mercy miles milagros nevaeh nick
norma olive page paris paz pearl penny perla pierre pilar pat prudence ray reina rich rob robin
rocio rosa rosario rose ruby salvador sandy santiago santos savannah serenity sierra skye skyler sky
sol soledad stella sue summer sydney terry trinity trinidad valencia victor victoria violet virginia
wade will willow wren alba alma amber aurore blanca camille carol carmen crystal dawn france holly
jose josephine magdalena margarita madeleine marie mario martin mary noel olivia rene salome simone
teresa vincent violeta aya bonnie catalina colette charles george henry joseph julio juan john
laurent louis luis luke marc maud michael morgan paul peter pascal peggy raphael taylor thomas tracy
vivian wayne bruce craig dennis dominic douglas francisco andrew patrick rafael gabriel luc antonio
pedro miguel jude ling mei wei bao hong duc tuan ali sally
""")

# Given names that mean something else when written small ("manuel", "gloria", "norma").
NOT_SMALL = _set("""
manuel gloria norma amber crystal holly heather jimmy randy marina esmeralda violeta alba alma
blanca carol elena jade joe julie fabrice martin troy carla cristal felix clemente fidel benito irma
valentina valentin jerome josephine maria amalia leila mario sebastian roman romain jasmine
clementine aurore victor theo noor hana nia bao anh regis patricio moises salvador perla rocio
sabine sonia manon marlene florian sally donald cristina catalina
""")

# Capitalized words that start or hold names of programs, places and days; no person is called so here.
ORGANIZATION_WORDS = _set("""
day eve week month award human resources rights victims women men families recursos humanos humanas
servicios servicio sociales social legales legal derechos defensa defensoria ministerio fiscalia
delegacion secretaria gobierno mujeres mujer familias familia unidad linea victimes femmes familles
mouvement planning direction delegation droits solidarite emploi ministere conseil associations
educacion salud migracion consulado embajada trabajo house center centre shelter haven home clinic
hospital church court county city town state school university college program project police
department office fund fondation foundation services service team network alliance coalition agency
aid group chapel temple mosque library park street st avenue ave road rd lane beach bridge village
farm hall health care community safe crisis hotline line tower plaza store pantry bank act law order
title section form room route unit ward district period casa centro hogar refugio fundacion iglesia
escuela universidad programa proyecto fondo clinica colegio calle avenida juzgado tribunal corte
condado ciudad oficina red grupo ayuda policia parroquia nuevo nueva nuestra maison foyer hopital
eglise ecole universite programme projet fonds clinique rue boulevard mairie prefecture commissariat
association reseau groupe aide cour palais ville comte bureau notre sainte saint san santa santo st.
ste international national regional
""")
SAINTS = _set("st ste saint sainte san santa santo santos sao")

NOT_NAMES = _set("""
# days and months
monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct
nov dec ene abr ago dic janv fevr avr juil january february march april may june july august
september october november december mon tue wed thu fri sat sun lunes martes miercoles jueves
viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
noviembre diciembre lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril
mai juin juillet aout septembre octobre novembre decembre christmas easter thanksgiving ramadan noel
paques navidad
# languages and origins
english spanish french portuguese creole haitian polish arabic chinese mandarin vietnamese korean
russian hindi urdu bengali somali swahili ukrainian albanian turkish italian german greek american
mexican dominican colombian brazilian jamaican ecuadorian guatemalan honduran african asian latina
latino latinx hispanic espanol ingles frances criollo arabe portugues francais anglais espagnol
# organizations and their places
connecticut hartford bridgeport waterbury stamford norwalk danbury greenwich meriden bristol norwich
torrington windham willimantic middletown fairfield litchfield tolland medicaid medicare husky
facebook instagram whatsapp google zoom uber lyft walmart goodwill
# words that open a sentence or stand capitalized without being a name
the a an i he she they we you it his her their our your this that these those who what when where
why how and or but if then also please thanks yes no not none any all both new old first last next
call calls called ask tell send bring needs need has have is was are were will can could would
should may might must do does did available open closed full today tomorrow tonight yesterday
morning afternoon evening night noon at on in to for from with by as of about urgent safe staff
intake desk advocate interpreter nurse doctor el la los las un una ella ellos ellas nosotros yo
usted que quien cuando donde por para con sin sobre si pero tambien favor gracias llame avise
pregunte necesita tiene esta son fue hoy manana le les une elle ils elles nous vous qui quand ou
pour avec sans sur oui non mais aussi merci appeler demander dites aujourd'hui demain sa ses mon ma
mes ton ta tes confidential unknown anonymous dhs dcf er ed tro usa us uk god dios dieu mother mom
dad father mama papa maman recepcion reception accueil capitan sargento general director coordinator
manager supervisor counselor therapist attorney lawyer
""")
