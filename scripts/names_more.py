# ruff: noqa: E501 - lists of words and frames read better on long lines
"""More sentence frames for the names model, one a line, in the slots of scripts/names_frames.py: PEOPLE with names in them, NOBODY without.

{w} is a word of the language in lower case, {x} capitalised words that are nobody, {y} the same in one of many ways.
"""

from __future__ import annotations

PEOPLE: dict[str, str] = {
    "en": """At the shareholders' meeting {P} voted against the {w} proposal.
The landlord, {P}, refused to repair the {w}.
Police are looking for {P}, last seen near {G} on {d}.
{P} and her husband {F} bought the farm from {P} in {d}.
Statement of {P}: I was walking along {A} when the {w} fell.
{P} teaches {w} at {O}.
The prescription was issued by Dr {S} to {P} and collected by {F}.
Minutes taken by {P}; apologies received from {P} and {S}.
The will names {P} as executor and {P} as sole heir.
{F}'s teacher says the {w} has improved.
A cheque for {m} was made out to {P}.
Reviewed by: {P}. Approved by: {S}.
The {w} belonged to {P} until {O} seized it.
Deliver the {x} to {P} at {A} and ask {F} to sign.
As {S} put it, the {w} was never tested.
Your {w} agent is {P} ({e}).
They flew from {G} via {G} to meet {P}.
Mr {P} of {O} telephoned while you were out.
{P}, 47, a {w} from {G}, was fined {m}.
The children, {F} and {F}, live with {P} in {G}.
I, {P}, of {A}, declare that the above is true.
Yours, {F}
Call {F} on Friday about the {x}.
In {G}, {O} employs {n} people.
When the bus reached {G}, {P} got off without the {w}.
Who told {P} about the {w}?
Is {F} still working for {S}?
Neither the {w} nor the {x} was returned by {P}.
Both {P} and {S} agreed that {F} should decide.
The winner is {P} from {G}, followed by {P}.
Nurse {S} changed the dressing; {P} slept well.
Passenger {P} changed seats with {P}.
Rent for {A} was paid by {P} until {d}.
Thanks to {P} and everybody at {O}.
{P} said: we need a new {w}.
The {w} of {P} was found in the {w}.
That is why {P} left {O} and moved back to {G}.
Yesterday's visitor was {P}.
Two witnesses, {P} and {P}, saw the {w}.
Please ask {S} or {S} for the {w}.
{O} has appointed {P} to its board.
They sued {O} for {m}.
Her maiden name is {S}.
Everyone knows {F} likes {w}.
Moved to {A}; formerly {A}.
On {d} {P} was admitted to the ward with {w}.
According to the {w} report, {S} drove towards {G}.
It was {F} who broke the {w}, not {F}.
Mother: {P}, father: {P}, born in {G}.
cc {P}, {P}""",
    "de": """Auf der Hauptversammlung stimmte {P} gegen den Antrag.
Der Vermieter {P} weigerte sich, die {W} zu reparieren.
Die Polizei sucht {P}, zuletzt gesehen in {G} am {d}.
{P} und ihr Mann {F} kauften den Hof von {P}.
{P} unterrichtet {W} an der {O}.
Das Rezept wurde von Dr. {S} für {P} ausgestellt.
Protokoll: {P}; entschuldigt: {P}, {S}.
Im Testament wird {P} als Alleinerbe eingesetzt.
Der Scheck über {m} lautet auf {P}.
Geprüft: {P}. Freigegeben: {S}.
Liefern Sie die {W} an {P}, {A}, und lassen Sie {F} unterschreiben.
Wie {S} erklärte, wurde die {W} nie getestet.
Ihr Berater ist {P} ({e}).
Sie flogen von {G} über {G}, um {P} zu treffen.
Herr {P} von {O} hat angerufen, während Sie weg waren.
{P}, 47, Schlosser aus {G}, muss {m} zahlen.
Die Kinder {F} und {F} wohnen bei {P} in {G}.
Ich, {P}, wohnhaft {A}, versichere die Richtigkeit.
In {G} beschäftigt {O} {n} Leute.
Als der Bus {G} erreichte, stieg {P} ohne {W} aus.
Wer hat {P} von der {W} erzählt?
Arbeitet {F} noch für {S}?
Weder die {W} noch der {W} wurde von {P} zurückgegeben.
Sieger ist {P} aus {G} vor {P}.
Die Miete für {A} zahlte {P} bis {d}.
Dank an {P} und alle bei {O}.
Die {W} von {P} lag in der {W}.
Deshalb verließ {P} die {O} und zog nach {G} zurück.
Zwei Zeugen, {P} und {P}, sahen die {W}.
Fragen Sie bitte {S} oder {S} nach der {W}.
{O} hat {P} in den Vorstand berufen.
Ihr Geburtsname ist {S}.
Umgezogen in die {A}, früher {A}.
Am {d} wurde {P} mit {W} auf Station 3 aufgenommen.
Mutter: {P}, Vater: {P}, geboren in {G}.
Kollege {S} übernimmt den {W} ab {d}.
Installateur {S} war da und hat die {W} ausgetauscht.
Das Fahrzeug wurde auf {P} zugelassen.
Dann sagte {F}, dass der {W} fehlt.
Der Arzt bat {P} um Geduld.
Beim Notar erschien {P}, ausgewiesen durch Personalausweis.
Frau {S} aus {G} bestellt zwei {W}.
Das Büro in {G} bleibt am {d} geschlossen, so {P}.
Gewinnerin des Preises: {P}.
{O} stellt am Standort {G} neue Leute ein.
Nach dem Umzug nach {G} meldete sich {P} nicht mehr.
Meldung von {P}: {W} defekt.
{F} hat heute frei, bitte {F} fragen.""",
    "fr": """À l'assemblée générale, {P} a voté contre la proposition.
Le propriétaire, {P}, refuse de réparer la {w}.
La police recherche {P}, vue à {G} le {d}.
{P} et son mari {F} ont acheté la ferme de {P}.
{P} enseigne la {w} à {O}.
L'ordonnance a été rédigée par le Dr {S} pour {P}.
Compte rendu : {P} ; excusés : {P}, {S}.
Le testament désigne {P} comme seul héritier.
Un chèque de {m} à l'ordre de {P}.
Vérifié par : {P}. Approuvé par : {S}.
Livrez le {x} à {P}, {A}, et faites signer {F}.
Comme l'a dit {S}, la {w} n'a jamais été testée.
Votre conseiller est {P} ({e}).
Ils ont pris l'avion de {G} à {G} pour voir {P}.
M. {P} de {O} a téléphoné en votre absence.
{P}, 47 ans, artisan à {G}, devra payer {m}.
Les enfants, {F} et {F}, vivent avec {P} à {G}.
Je soussigné {P}, domicilié {A}, certifie l'exactitude.
À {G}, {O} emploie {n} personnes.
Quand le bus est arrivé à {G}, {P} est descendu sans sa {w}.
Qui a parlé de la {w} à {P} ?
Est-ce que {F} travaille encore pour {S} ?
Le gagnant est {P} de {G}, devant {P}.
Le loyer du {A} a été payé par {P} jusqu'au {d}.
Merci à {P} et à toute l'équipe de {O}.
La {w} de {P} était dans la {w}.
C'est pourquoi {P} a quitté {O} pour retourner à {G}.
Deux témoins, {P} et {P}, ont vu la {w}.
Demandez la {w} à {S} ou à {S}.
{O} a nommé {P} au conseil.
Son nom de jeune fille est {S}.
Nouvelle adresse : {A} ; ancienne : {A}.
Le {d}, {P} a été hospitalisée pour une {w}.
Mère : {P}, père : {P}, né à {G}.
Hier, {F} a perdu la {w}.
Mardi, {P} est venu chercher le {w}.
Ce matin {P} nous a écrit pour se plaindre du {w}.
Depuis trois ans {P} loue un local à {G}.
Lors de l'audience, {P} a reconnu les faits.
Le véhicule est immatriculé au nom de {P}.
Pendant ce temps, {P} attendait à {G}.
Dans sa lettre, {P} demande une {w}.
D'après le dossier, {P} vit seule {A}.
La mère de {F} s'appelle {P}.
Envoyez tout à {P} chez {O}.
Hier soir, {S} n'était pas joignable.
Élève : {P} ; professeur : {S}.""",
    "it": """All'assemblea {P} ha votato contro la proposta.
Il proprietario, {P}, rifiuta di riparare la {w}.
La polizia cerca {P}, vista a {G} il {d}.
{P} e suo marito {F} hanno comprato la casa da {P}.
{P} insegna {w} all'istituto {O}.
La ricetta è stata scritta dal dott. {S} per {P}.
Verbale: {P}; assenti: {P}, {S}.
Il testamento nomina {P} erede universale.
Un assegno di {m} intestato a {P}.
Verificato da: {P}. Approvato da: {S}.
Consegnate il {x} a {P}, {A}, e fate firmare {F}.
Come ha detto {S}, la {w} non è mai stata provata.
Il suo consulente è {P} ({e}).
Sono volati da {G} a {G} per incontrare {P}.
Il signor {P} di {O} ha telefonato.
{P}, 47 anni, artigiano di {G}, dovrà pagare {m}.
I figli, {F} e {F}, abitano con {P} a {G}.
Il sottoscritto {P}, residente in {A}, dichiara il vero.
A {G} {O} occupa {n} persone.
Quando il treno è arrivato a {G}, {P} è sceso senza la {w}.
Chi ha parlato della {w} a {P}?
{F} lavora ancora per {S}?
Ha vinto {P} di {G}, davanti a {P}.
L'affitto di {A} è stato pagato da {P} fino al {d}.
Grazie a {P} e a tutti quelli di {O}.
La {w} di {P} era nella {w}.
Per questo {P} ha lasciato {O} ed è tornato a {G}.
Due testimoni, {P} e {P}, hanno visto la {w}.
Chiedete la {w} a {S} o a {S}.
{O} ha nominato {P} nel consiglio.
Il cognome da nubile è {S}.
Nuovo indirizzo: {A}; prima: {A}.
Il {d} {P} è stata ricoverata per {w}.
Madre: {P}, padre: {P}, nato a {G}.
Ieri {F} ha perso la {w}.
Martedì {P} è venuto a ritirare il {w}.
Stamattina {P} ci ha scritto per la {w}.
Da tre anni {P} affitta un locale a {G}.
In udienza {P} ha ammesso i fatti.
Il veicolo è intestato a {P}.
Nella sua lettera {P} chiede una {w}.
Dopo la {w} {P} si è sentita male.
Mandate tutto a {P} presso {O}.
Il numero di {P} è {n}.
La madre di {F} si chiama {P}.
Studente: {P}; docente: {S}.""",
    "es": """En la junta, {P} votó en contra de la propuesta.
El propietario, {P}, se niega a reparar la {w}.
La policía busca a {P}, vista en {G} el {d}.
{P} y su marido {F} compraron la finca a {P}.
{P} enseña {w} en {O}.
La receta la firmó el Dr. {S} para {P}.
Acta: {P}; excusan: {P}, {S}.
El testamento nombra a {P} heredero único.
Un cheque de {m} a nombre de {P}.
Revisado por: {P}. Aprobado por: {S}.
Entreguen el {x} a {P}, {A}, y que firme {F}.
Como dijo {S}, la {w} nunca se probó.
Su asesor es {P} ({e}).
Volaron de {G} a {G} para ver a {P}.
El señor {P} de {O} llamó por teléfono.
{P}, de 47 años, vecino de {G}, deberá pagar {m}.
Los hijos, {F} y {F}, residen con {P} en {G}.
Yo, {P}, con domicilio en {A}, declaro lo anterior.
En {G}, {O} emplea a {n} personas.
Cuando el autobús llegó a {G}, {P} bajó sin la {w}.
¿Quién le habló de la {w} a {P}?
¿Sigue {F} trabajando para {S}?
Ganó {P} de {G}, por delante de {P}.
El alquiler de {A} lo pagó {P} hasta el {d}.
Gracias a {P} y a todo {O}.
La {w} de {P} estaba en la {w}.
Por eso {P} dejó {O} y volvió a {G}.
Dos testigos, {P} y {P}, vieron la {w}.
Pidan la {w} a {S} o a {S}.
{O} ha nombrado a {P} consejera.
Su apellido de soltera es {S}.
Nueva dirección: {A}; anterior: {A}.
El {d} {P} ingresó por {w}.
Madre: {P}, padre: {P}, nacido en {G}.
Ayer {F} perdió la {w}.
El martes vino {P} a recoger el {w}.
Esta mañana {P} nos escribió por la {w}.
Desde hace tres años {P} alquila un local en {G}.
En la vista, {P} reconoció los hechos.
El vehículo está a nombre de {P}.
En su carta, {P} pide una {w}.
Tras la {w}, {P} se sintió mal.
Manden todo a {P} en {O}.
El número de {P} es {n}.
La madre de {F} se llama {P}.
Alumno: {P}; profesor: {S}.""",
    "nl": """Op de vergadering stemde {P} tegen het voorstel.
De verhuurder, {P}, weigert de {w} te repareren.
De politie zoekt {P}, gezien in {G} op {d}.
{P} en haar man {F} kochten de boerderij van {P}.
{P} geeft {w} aan {O}.
Het recept is geschreven door dr. {S} voor {P}.
Verslag: {P}; afwezig: {P}, {S}.
In het testament staat {P} als enige erfgenaam.
Een cheque van {m} op naam van {P}.
Gecontroleerd door: {P}. Goedgekeurd door: {S}.
Lever de {x} bij {P}, {A}, en laat {F} tekenen.
Zoals {S} zei, is de {w} nooit getest.
Uw adviseur is {P} ({e}).
Zij vlogen van {G} naar {G} om {P} te zien.
De heer {P} van {O} heeft gebeld.
{P}, 47, monteur uit {G}, moet {m} betalen.
De kinderen, {F} en {F}, verblijven bij {P} in {G}.
Ik, {P}, adres {A}, verklaar dat dit klopt.
In {G} heeft {O} {n} mensen in dienst.
Toen de bus in {G} kwam, stapte {P} uit zonder {w}.
Wie heeft {P} over de {w} verteld?
Werkt {F} nog voor {S}?
Winnaar is {P} uit {G}, voor {P}.
De huur van {A} is betaald door {P} tot {d}.
Dank aan {P} en iedereen bij {O}.
De {w} van {P} lag in de {w}.
Daarom verliet {P} {O} en ging terug naar {G}.
Twee getuigen, {P} en {P}, zagen de {w}.
Vraag {S} of {S} om de {w}.
{O} heeft {P} benoemd.
Haar meisjesnaam is {S}.
Verhuisd naar {A}; vroeger {A}.
Op {d} is {P} opgenomen met {w}.
Moeder: {P}, vader: {P}, geboren in {G}.
Gisteren verloor {F} de {w}.
Dinsdag kwam {P} de {w} halen.
Vanochtend schreef {P} ons over de {w}.
Al drie jaar huurt {P} een pand in {G}.
Op de zitting gaf {P} de feiten toe.
De auto staat op naam van {P}.
In de brief vraagt {P} om een {w}.
Het dossier van {P} is {n}.
Na de {w} voelde {P} zich niet goed.
Het nummer van {P} is {n}.
De moeder van {F} heet {P}.
Leerling: {P}; docent: {S}.""",
    "pl": """Na zebraniu {P} głosuje przeciwko.
Właściciel, {P}, odmawia naprawy.
Policja szuka osoby: {P}, ostatnio widziano w {G} dnia {d}.
{P} uczy w szkole {O}.
Receptę wypisał dr {S}, odebrała {P}.
Protokół: {P}; nieobecni: {P}, {S}.
W testamencie spadkobiercą jest {P}.
Czek na {m} wystawiono na nazwisko {P}.
Sprawdził: {P}. Zatwierdził: {S}.
Dostarczyć {x}: {P}, {A}, podpis {F}.
Jak mówi {S}, nikt tego nie sprawdził.
Twój doradca to {P} ({e}).
Pan {P} z firmy {O} dzwonił.
{P}, lat 47, mieszkaniec: {G}, zapłaci {m}.
Dzieci {F} i {F} mieszkają z matką, to {P}.
Ja, {P}, zam. {A}, oświadczam, co następuje.
W {G} firma {O} zatrudnia {n} osób.
Kto powiedział o tym, {P} czy {F}?
Wygrywa {P}, {G}, przed {P}.
Czynsz za {A} opłaca {P} do {d}.
Dziękujemy: {P} i cały zespół {O}.
Dlatego {P} odchodzi z {O} i wraca: {G}.
Dwoje świadków, {P} i {P}, widziało {w}.
Proszę pytać: {S} albo {S}.
{O} powołuje do zarządu: {P}.
Nazwisko panieńskie: {S}.
Nowy adres: {A}; poprzedni: {A}.
Dnia {d} {P} trafia do szpitala z powodu {w}.
Matka: {P}, ojciec: {P}, miejsce: {G}.
Wczoraj {F} zgubiła {w}.
We wtorek przyszła {P} po {w}.
Rano napisała do nas {P} w sprawie {w}.
Od trzech lat {P} wynajmuje lokal, {G}.
Na rozprawie {P} przyznała się do winy.
Pojazd zarejestrowano na: {P}.
W liście {P} prosi o {w}.
Po zabiegu {P} czuje się dobrze.
Numer klienta {P} to {n}.
Matka: {P}, syn: {F}.
Uczeń: {P}; nauczyciel: {S}.
W piątek odwiedził nas {P} z {O}.
Sprawę prowadzi {S}, tel. {n}.
Wypadek zgłosił {P}, adres {A}.
Podobno {P} sprzedała {w}.
Osoba o nazwisku {P} nie figuruje w bazie.""",
    "tr": """Genel kurulda {P} teklife karşı oy verdi.
Ev sahibi {P} {w} tamirini reddetti.
Polis, en son {G} civarında görülen {P} isimli kişiyi arıyor.
{P} ve eşi {F} çiftliği satın aldı.
{P}, {O} kurumunda öğretmenlik yapıyor.
Reçeteyi Dr. {S} yazdı, {P} aldı.
Tutanak: {P}; mazeretli: {P}, {S}.
Vasiyetnamede {P} tek mirasçı gösterildi.
{P} adına {m} tutarında çek düzenlendi.
Kontrol eden: {P}. Onaylayan: {S}.
{x} ürününü {P}, {A} adresine teslim edin, {F} imzalasın.
{S} konuyu hiç bilmediğini belirtti.
Danışmanınız {P} ({e}).
{O} firmasından {P} aradı.
47 yaşındaki {P}, {G} ilinde {m} ödeyecek.
Çocuklar {F} ve {F}, {P} ile birlikte kalıyor.
Ben, {P}, {A} adresinde oturuyorum.
{O}, {G} şubesinde {n} kişi çalıştırıyor.
Otobüs {G} şehrine varınca {P} indi.
{w} konusunu {P} kime anlattı?
{F} hâlâ {S} için mi çalışıyor?
Kazanan {G} ilinden {P} oldu.
{A} kirasını {d} tarihine kadar {P} ödedi.
{P} ve {O} çalışanlarına teşekkürler.
Bu yüzden {P}, {O} kurumundan ayrılıp {G} şehrine döndü.
İki tanık, {P} ve {P}, {w} gördü.
{S} veya {S} size yardımcı olur.
{O} yönetim kuruluna {P} atandı.
Kızlık soyadı {S}.
Yeni adres: {A}; eski: {A}.
{d} günü {P} hastaneye yatırıldı.
Anne: {P}, baba: {P}, doğum yeri {G}.
Dün {F} {w} kaybetti.
Salı günü {P} {w} almaya geldi.
Bu sabah {P} bize {w} hakkında yazdı.
Üç yıldır {P} {G} merkezde dükkan kiralıyor.
Duruşmada {P} suçunu kabul etti.
Araç {P} adına kayıtlı.
{P} mektubunda {w} istiyor.
Ameliyattan sonra {P} iyileşti.
{P} müşteri numarası {n}.
{F} annesinin adı {P}.
Öğrenci: {P}; öğretmen: {S}.
Geçen hafta {P} ile görüştük.
Kazayı {P} bildirdi, adres {A}.
{P} için {w} hazırlandı.""",
}
NOBODY: dict[str, str] = {
    "en": """The {w} {w} of the {w} must be {w} before the {y} opens.
{y}: {y} and {y}
Good morning, your {y} is ready for collection.
See {y} for the {w} table and {y} for the {w} list.
Incident type: {y}
Purpose: {y}
Version {n} of the {y} replaces the {y}.
In accordance with the {y} Act, the {w} is void.
Download the {y}, fill in the {w} and send it back.
No {w} were found during the {y}.
{y} applies to {y} and {y} only.
Last {w}, the {w} was {w} by the {w}.
{n}. {y}
Subject: {y} – {y}
Please bring the {w} and a {w} on Monday.
Fixed: {y}, {y}. Known problems: {y}.
{x} {m}
{y}\\t{n}\\t{m}
The {y} has been available in {y} since January.
Ten working days are needed for the {y}.
UNIT {n} {y}
{y} Department
Press {y} to continue, or {y} to stop.""",
    "de": """Die {W} der {W} muss vor der {W} {w} sein.
{y}: {y} und {y}
Guten Morgen, Ihre {W} liegt zur Abholung bereit.
Siehe {y} für die {W} und {y} für den {W}.
Schadensart: {y}
Zweck: {y}
Fassung {n} der {W} ersetzt die {W}.
Nach § {n} des {W} ist die {W} nichtig.
Bitte um {W} bis Montag, danach {W}.
Bei der {W} wurden keine {W} festgestellt.
{y} gilt nur für {y} und {y}.
Letzten {w} wurde der {W} {w}.
{n}. {y}
Betreff: {y} – {y}
Bitte bringen Sie die {W} und einen {W} mit.
Behoben: {y}, {y}. Bekannte Fehler: {y}.
{x} {m}
{y}\\t{n}\\t{m}
Der {W} ist seit Januar in {y} erhältlich.
Für die {W} werden zehn Werktage benötigt.
Es besteht kein Anspruch auf {W} oder {W}.
Abteilung {y}
Auf Knopfdruck startet die {W}.""",
    "fr": """La {w} de la {w} doit être {w} avant l'ouverture de la {w}.
{y} : {y} et {y}
Bonjour, votre {y} vous attend à l'accueil.
Voir {y} pour la {w} et {y} pour le {w}.
Nature : {y}
Motif : {y}
La version {n} de la {w} remplace la {w}.
Selon l'article {n} du {y}, la {w} est nulle.
Merci de télécharger la {w} et de renvoyer le {w}.
Aucune {w} n'a été constatée lors de la {w}.
{y} ne concerne que {y} et {y}.
Mardi dernier, la {w} a été {w}.
{n}. {y}
Objet : {y} – {y}
Veuillez apporter la {w} et un {w}.
Corrigé : {y}, {y}. Problèmes connus : {y}.
{x} {m}
{y}\\t{n}\\t{m}
L'article {y} est disponible depuis janvier.
Dix jours ouvrés sont nécessaires pour la {w}.
Les {w} seront {w} en octobre.
Service {y}
Jeudi prochain, réunion sur la {w}.""",
    "it": """La {w} della {w} deve essere {w} prima della {w}.
{y}: {y} e {y}
Buongiorno, il suo {y} è pronto per il ritiro.
Vedi {y} per la {w} e {y} per il {w}.
Causale: {y}
Motivo: {y}
La versione {n} della {w} sostituisce la {w}.
Ai sensi dell'articolo {n} del {y} la {w} è nulla.
Scaricare la {w} e rispedire il {w}.
Nessuna {w} è stata rilevata durante la {w}.
{y} vale solo per {y} e {y}.
Martedì scorso la {w} è stata {w}.
{n}. {y}
Oggetto: {y} – {y}
Portare la {w} e un {w}.
Corretto: {y}, {y}. Problemi noti: {y}.
{x} {m}
{y}\\t{n}\\t{m}
Il {w} {y} è in vendita da gennaio.
Servono dieci giorni lavorativi per la {w}.
Le {w} saranno {w} ad ottobre.
Ufficio {y}""",
    "es": """La {w} de la {w} debe estar {w} antes de la {w}.
{y}: {y} y {y}
Buenos días, su {y} está listo para recoger.
Véase {y} para la {w} y {y} para el {w}.
Concepto: {y}
Motivo: {y}
La versión {n} de la {w} sustituye a la {w}.
Según el artículo {n} del {y}, la {w} es nula.
Descargue la {w} y devuelva el {w}.
No se detectó ninguna {w} durante la {w}.
{y} solo se aplica a {y} y {y}.
El martes pasado la {w} fue {w}.
{n}. {y}
Asunto: {y} – {y}
Traigan la {w} y un {w}.
Corregido: {y}, {y}. Problemas conocidos: {y}.
{x} {m}
{y}\\t{n}\\t{m}
El {w} {y} está a la venta desde enero.
Hacen falta diez días hábiles para la {w}.
Las {w} estarán {w} en octubre.
Departamento de {y}""",
    "nl": """De {w} van de {w} moet {w} zijn voor de {w}.
{y}: {y} en {y}
Goedemorgen, uw {y} ligt klaar.
Zie {y} voor de {w} en {y} voor het {w}.
Omschrijving: {y}
Reden: {y}
Versie {n} van de {w} vervangt de {w}.
Volgens artikel {n} van de {y} is de {w} nietig.
Download de {w} en stuur het {w} terug.
Er is geen {w} gevonden tijdens de {w}.
{y} geldt alleen voor {y} en {y}.
Afgelopen dinsdag is de {w} {w}.
{n}. {y}
Onderwerp: {y} – {y}
Neem de {w} en een {w} mee.
Opgelost: {y}, {y}. Bekende problemen: {y}.
{x} {m}
{y}\\t{n}\\t{m}
Het {w} {y} is te koop sinds januari.
Tien werkdagen zijn nodig voor de {w}.
De {w} zijn {w} in oktober.
Afdeling {y}""",
    "pl": """{y} oraz {w} wymaga {w} przed otwarciem.
{y}: {y} i {y}
Dzień dobry, zamówienie {y} czeka na odbiór.
Patrz {y} oraz {y}, tabela {n}.
Przedmiot: {y}
Cel: {y}
Wersja {n} zastępuje {w}.
Zgodnie z art. {n} ustawy {y} umowa jest nieważna.
Proszę pobrać {w} i odesłać {w}.
Podczas kontroli nie stwierdzono {w}.
{y} dotyczy tylko {y} i {y}.
W zeszły wtorek {w} było {w}.
{n}. {y}
Dotyczy: {y} – {y}
Proszę zabrać {w} oraz {w}.
Naprawiono: {y}, {y}. Znane problemy: {y}.
{x} {m}
{y}\\t{n}\\t{m}
{y} jest w sprzedaży od stycznia.
Potrzeba dziesięciu dni roboczych na {w}.
{w} będą {w} w październiku.
Dział {y}""",
    "tr": """{y} ve {w} açılıştan önce {w} olmalıdır.
{y}: {y} ve {y}
Günaydın, {y} siparişiniz hazır.
Bkz. {y} ve {y}, tablo {n}.
Konu: {y}
Amaç: {y}
{n} sürümü {w} yerine geçer.
{y} Kanunu madde {n} uyarınca sözleşme geçersizdir.
Lütfen {w} indirip {w} geri gönderin.
Kontrolde {w} tespit edilmedi.
{y} yalnızca {y} ve {y} için geçerlidir.
Geçen salı {w} {w} oldu.
{n}. {y}
İlgi: {y} – {y}
Lütfen {w} ve {w} getirin.
Düzeltildi: {y}, {y}. Bilinen sorunlar: {y}.
{x} {m}
{y}\\t{n}\\t{m}
{y} ocak ayından beri satışta.
{w} için on iş günü gerekir.
{w} ekim ayında {w} olacaktır.
{y} Bölümü""",
}
KINDS: dict[str, str] = {  # more words that follow or lead in the names of firms
    "en": "Analytics Freight Practice Outfitters University College Savings_Bank Trust Clinic Dental_Care Surgery Bakery Garage Laboratories Studio Studios Foundation Institute Hotel Brewery Printers Builders Roofing Plumbing Recruitment Travel Publishing Estates Farm Nursery Pharmacy Optical Credit_Union Housing_Association Society Museum Airport Ferries Couriers Brokers Software Networks Robotics Textiles Furniture Shipping",
    "de": "Möbel Reisen Druckhaus Brauerei Gebäudetechnik Papier Diakonie Caritas Kanzlei Steuerberatung Autohaus Gärtnerei Metzgerei Hausverwaltung Pflegedienst Praxis Hotel Gasthof Fahrschule Elektro Sanitär Dachdecker Metallbau Kunststoffe Chemie Pharma Reederei Weingut Molkerei Mühle Stiftung Verein Genossenschaft Krankenkasse Bausparkasse Fonds Optik Akustik Software",
    "fr": "Menuiserie Boulangerie Clinique Mutuelle Imprimerie Librairie Garage Pharmacie Crédit Caisse Maçonnerie Plomberie Transports Agence Brasserie Fromagerie Laboratoire Résidence Association Fondation Notaires Optique Charpente Électricité Hôtel Domaine Château Coopérative Pressing Taxi Voyages",
    "it": "Pastificio Vetreria Autotrasporti Farmacia Edilizia Cantine Assicurazioni Panificio Officina Tipografia Libreria Clinica Ambulatorio Cooperativa Fondazione Associazione Hotel Ristorante Falegnameria Ottica Immobiliare Caseificio Salumificio Cartiera Ceramiche Calzaturificio Tessitura Acciaierie Cassa_Rurale",
    "es": "Conservas Caja Talleres Clínica Muebles Aceites Librería Panadería Farmacia Imprenta Autoescuela Bodega Cooperativa Fundación Asociación Hotel Restaurante Carpintería Óptica Cerámicas Calzados Textiles Electricidad Fontanería Gestoría Notaría Laboratorios Residencia Transportes Viajes",
    "nl": "Bakkerij Fietsfabriek Zuivelcoöperatie Notariskantoor Verfhandel Woonstichting Rederij Drukkerij Slagerij Garage Apotheek Tandartspraktijk Huisartsenpraktijk Rijschool Hovenier Aannemer Schildersbedrijf Boekhandel Brouwerij Kwekerij Hotel Museum Vereniging Coöperatie Spaarbank Zorggroep Woningcorporatie Textiel Meubelen",
    "pl": "Cukrownia Przychodnia Hurtownia Piekarnia Stolarnia Apteka Drukarnia Księgarnia Warsztat Hotel Restauracja Fundacja Stowarzyszenie Browar Mleczarnia Huta Kopalnia Cementownia Meble Tartak Poradnia Klinika Spółdzielnia Agencja Szkoła Kancelaria Optyk Zakłady",
    "tr": "Mobilya Eczanesi Matbaası Hastanesi Kliniği Kitabevi Fırını Oteli Lokantası Vakfı Derneği Kooperatifi Sürücü_Kursu Koleji Lisesi Laboratuvarı Optik Elektrik Yapı Madencilik Denizcilik Nakliyat Kargo Seramik Cam Demir_Çelik Süt_Ürünleri Tarım Medya Yazılım",
}
STREETS: dict[str, str] = {  # more ways to write a street: # a number, & a word of its own
    "en": "# & Crescent|# & Row|#B & Mews|Flat 3, # & Terrace|# & Parkway|# & Trail, Apt 5C|# & Rise|# & Place|# & Square|# & Hill|# & Walk|# & Circle|# & Park|# & View|# & Green|# & Court|# Old & Road|# Upper & Street|# W & Ave|The Old &, & Lane|Apartment #, & House, # & Road|# & Grove|# & Quay|# & End",
    "de": "&steig #|&ufer #|An der Alten & #|Auf dem & #|In den & #|&chaussee #|&damm #|&pfad #|&markt #|&hof #|&er Straße #|&er Landstraße # c|Alte & #|&-@-Straße #|&siedlung #|Hinter der & #|&promenade #|@platz #|@weg #|@allee #",
    "fr": "# passage &|# square &|# route de &|# sentier des &|# faubourg &|#, rue @ &|# rue des &|#, rue du &|#, lotissement &|# esplanade &|# villa &|# rue de l'&|#, chemin de la &|# place du &|#, allée &",
    "it": "Via delle & #|Via della & n. #|Viale dei & #/B|Piazza San & #|Largo & #|Corso & # bis|Via @ & #|Lungomare & #|Via del & #|Borgo & #|Salita & #|Traversa & #|Strada Provinciale #|Località & #|Via San & #",
    "es": "Calle de la & #|C/ & #, 3º B|Plaza del & #|Paseo del & #|Avenida de la & #|Glorieta & #|Callejón & #|Pasaje & #|Gran Vía & #|Rambla & #|Barrio &, #|Calle San & #|Polígono &, nave #|Bulevar & #|Costanilla & #",
    "nl": "&dijk #|&pad #|&steeg #|&markt #|Oude & # A|Nieuwe & #|&wal #|&-@laan #|Laan van & #|&park #|Zuid& #-hs|&oever #|Korte & #|Lange & #|&erf #|&burgstraat #",
    "pl": "ul. &a #|ul. @ego #/7|os. & #/14|al. &ej #|pl. &i #|ul. gen. @ego #|ul. św. & #|ul. 3 Maja #|ul. & # lok. 2|ul. ks. @a #|aleja @a #|ul. Stara & #|osiedle & #/12|ul. &owska # m. 3",
    "tr": "& Mah. &. Sokak No: #|& Mahallesi & Cad. No:#/2|& Cad. & Apt. No: # D: 8|& Meydanı No #|& Yokuşu No: #|& Çıkmazı #|& Mah. # Sok. No: #|& Bulvarı No:# Kat:2|& Caddesi & İş Merkezi No: #|& Yolu #. km|& Mevkii No: #|Yeni & Mah. @ Cad. #",
}
