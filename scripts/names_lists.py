# ruff: noqa: E501 - lists of words and frames read better on long lines
"""Values from which the training texts of the names model are made: people, streets, organisations and what is none of them.

Written for this project; towns come from the installed phonenumbers (Apache-2.0). scripts/pii_testset.py, which measures,
has lists of its own. An underscore stands for a space inside a value.
"""

from __future__ import annotations

# Given names, then surnames, by where they are usual.
PEOPLE: dict[str, tuple[str, str]] = {
    "en": (
        "James Mary John Patricia Robert Jennifer Michael Linda William Barbara David Susan Joseph Jessica Thomas Karen Daniel Nancy "
        "Matthew Betty Anthony Sandra Mark Ashley Donald Emily Steven Donna Andrew Michelle Kenneth Carol George Amanda Joshua Melissa "
        "Kevin Deborah Brian Stephanie Edward Rebecca Ronald Laura Timothy Helen Jason Sharon Jeffrey Cynthia Ryan Amy Jacob Angela "
        "Gary Shirley Nicholas Brenda Eric Pamela Jonathan Emma Stephen Nicole Larry Samantha Justin Katherine Scott Christine Brandon "
        "Debra Benjamin Rachel Samuel Carolyn Gregory Janet Frank Heather Alexander Diane Patrick Olivia Raymond Julie Jack Joyce "
        "Dennis Victoria Jerry Ruth Tyler Virginia Aaron Lauren Henry Grace Rose April May June Hope Faith Joy Dawn Summer Chase Grant",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark "
        "Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts "
        "Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Kelly "
        "Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan "
        "Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Graham Wallace O'Brien "
        "O'Connor McDonald McCarthy MacLeod Fitzgerald Smith-Jones Blackwood Thornbury Ashworth Whitfield Hathaway Langley Pembroke "
        "Winslow Merriweather Kingsley Marsh Banks Field Stone Rivers Day Winter Page Bishop Knight Abbott Church Street",
    ),
    "de": (
        "Hans Peter Klaus Jürgen Wolfgang Dieter Manfred Uwe Günter Horst Bernd Karl Heinz Werner Helmut Gerhard Rainer Frank Thomas "
        "Andreas Stefan Michael Markus Matthias Christian Martin Alexander Jan Tobias Sebastian Florian Philipp Lukas Jonas Felix "
        "Maximilian Leon Paul Ursula Monika Renate Helga Karin Brigitte Ingrid Erika Gisela Christa Elke Petra Sabine Gabriele Susanne "
        "Andrea Claudia Martina Birgit Heike Angelika Nicole Stefanie Julia Katrin Anja Sandra Melanie Lena Laura Hannah Lea Sophie "
        "Hannelore Waltraud Irmgard Gudrun Anneliese Hildegard Rosemarie Ute Silke Karl-Heinz Hans-Peter Anna-Lena Eva-Maria",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder "
        "Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler "
        "Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Friedrich Keller Günther Berger "
        "Winkler Roth Beck Lorenz Baumann Franke Albrecht Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto "
        "Groß Sommer Seidel Heinrich Brandt Haas Schreiber Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas "
        "von_Berg von_der_Heide zu_Hohenlohe Müller-Lüdenscheidt Schmidt-Rottluff Rautenberg Wiesengrund Kaltenbach Obermüller",
    ),
    "fr": (
        "Jean Pierre Michel André Philippe Alain Jacques Bernard Christophe Nicolas Laurent Frédéric Julien Éric Sébastien Thierry "
        "Stéphane Olivier Pascal Guillaume Antoine Thomas Alexandre Maxime Lucas Hugo Louis Gabriel Marie Nathalie Isabelle Sylvie "
        "Catherine Françoise Martine Monique Christine Valérie Sandrine Céline Aurélie Élodie Julie Camille Manon Léa Chloé Inès Zoé "
        "Jeanne Hélène Geneviève Brigitte Jacqueline Jean-Luc Jean-François Marie-Claire Anne-Sophie Amélie Agathe Bérénice Clotilde",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux "
        "Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin "
        "Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard "
        "Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Pérez Marchand Dufour Blanchard "
        "Le_Gall Le_Guen de_La_Tour d'Estaing Du_Pont Saint-Clair Delacroix Beaumont Charbonnier Lacombe Vasseur Pelletier",
    ),
    "it": (
        "Giuseppe Giovanni Antonio Mario Luigi Francesco Angelo Vincenzo Pietro Salvatore Carlo Franco Domenico Bruno Paolo Michele "
        "Giorgio Aldo Sergio Luciano Andrea Marco Alessandro Stefano Roberto Matteo Lorenzo Davide Simone Luca Federico Riccardo Maria "
        "Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonietta Carla Elena Concetta Rita Margherita "
        "Giulia Chiara Sara Martina Alessia Valentina Elisa Silvia Paola Federica Ilaria Beatrice Ginevra Aurora Gaia Gianluca Pierluigi",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano Rizzo "
        "Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale "
        "Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini "
        "Messina Sala De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa "
        "Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore De_Rosa",
    ),
    "es": (
        "José Antonio Manuel Francisco Juan David Javier Daniel Jesús Carlos Miguel Alejandro Rafael Pedro Pablo Ángel Sergio Fernando "
        "Jorge Luis Alberto Álvaro Diego Adrián Raúl Iván Rubén Enrique Óscar Ramón Andrés Vicente Joaquín Santiago María Carmen Ana "
        "Isabel Dolores Pilar Josefa Teresa Rosa Cristina Ángeles Antonia Laura Francisca Elena Mercedes Luisa Concepción Rosario Juana "
        "Lucía Marta Paula Sara Raquel Beatriz Rocío Nuria Silvia Irene Patricia Sofía Inés Alba Noelia María_José José_Luis Juan_Carlos",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Martín Gómez Ruiz Hernández Jiménez Díaz Álvarez Moreno Muñoz "
        "Alonso Gutiérrez Romero Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Suárez Morales Ortega Delgado "
        "Castro Ortiz Rubio Marín Sanz Iglesias Núñez Medina Garrido Santos Castillo Cortés Lozano Guerrero Cano Prieto Méndez Calvo Cruz "
        "Gallego Vidal León Herrera Márquez Peña Cabrera Flores Campos Vega Díez Fuentes Carrasco Caballero Nieto Reyes Aguilar Pascual "
        "de_la_Cruz del_Río de_la_Fuente Ruiz-Mateos Zapatero Aznar Urrutia Goikoetxea Puig Ferrer Soler Pujol",
    ),
    "nl": (
        "Jan Johannes Cornelis Hendrik Willem Pieter Gerrit Jacobus Dirk Marinus Jeroen Bas Daan Sem Lucas Levi Finn Bram Thijs Sander "
        "Rutger Wouter Koen Ruben Stijn Maarten Joris Sjoerd Tjeerd Henk Kees Piet Ruud Maria Johanna Anna Cornelia Elisabeth Hendrika "
        "Emma Julia Sophie Tess Lotte Fleur Femke Anouk Iris Marloes Marieke Annemarie Wilhelmina Truus Greet Ans Ria Saskia Esther "
        "Linda Monique Ingrid Petra Karin Nienke Maaike Hanneke Willemijn",
        "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks "
        "van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel "
        "van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas "
        "Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman Peeters Kuipers van_Veen van_Dongen Veenstra Kramer van_den_Bosch "
        "Postma Wolters Timmermans Groen Verbeek Kuiper Bosman",
    ),
    "pl": (
        "Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz Adam Łukasz Zbigniew Ryszard "
        "Dariusz Henryk Mariusz Kazimierz Wojciech Robert Mateusz Marian Rafał Jacek Janusz Mirosław Maciej Sławomir Jarosław Kamil "
        "Wiesław Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Janina Teresa Joanna Magdalena Monika "
        "Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Marianna Grażyna Jolanta Stanisława Iwona Karolina Bożena "
        "Urszula Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata",
        "Nowak Kowalski Kowalska Wiśniewski Wiśniewska Wójcik Kowalczyk Kamiński Kamińska Lewandowski Lewandowska Zieliński Zielińska "
        "Szymański Szymańska Woźniak Dąbrowski Dąbrowska Kozłowski Kozłowska Jankowski Jankowska Mazur Wojciechowski Kwiatkowski "
        "Kwiatkowska Krawczyk Kaczmarek Piotrowski Piotrowska Grabowski Grabowska Zając Pawłowski Michalski Michalska Król Wieczorek "
        "Jabłoński Wróbel Nowakowski Majewski Majewska Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski "
        "Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński "
        "Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański Sawicki",
    ),
    "tr": (
        "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep Salih "
        "Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Bayram Serkan Sinan Volkan Burak Tolga Onur Cem Can Deniz Barış "
        "Kerem Berk Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra Fadime Özlem Hacer Yasemin "
        "Hülya Cemile Sevim Gülsüm Leyla Dilek Büşra Aysel Songül Kübra Halime Esma Aynur Hayriye Kadriye Tuğba Rabia Sibel Derya Gül "
        "Nur İpek Ebru Pınar Selin Ece Defne",
        "Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat "
        "Korkmaz Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı "
        "Tekin Taş Köse Yüksel Ateş Aksoy Bilgin Uçar Kahraman Karaca Coşkun Duman Uysal Erdem Güngör Ceylan Türk Gündüz Kaynak Tunç "
        "Karataş Çiftçi Karabulut Toprak Durmaz Eren Altıntaş Başaran Küçük Büyük Uzun Akın Ekinci Karakuş Sönmez Soylu Türkmen",
    ),
    "pt": (
        "João José António Francisco Manuel Pedro Paulo Luís Carlos Rui Tiago Nuno Miguel Gonçalo Rodrigo Vasco Maria Ana Teresa Isabel "
        "Catarina Inês Beatriz Mariana Fernanda Margarida Luciana Adriana Rafaela Thiago Gustavo Leandro",
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida "
        "Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha da_Silva dos_Santos Barbosa",
    ),
    "nordic": (
        "Lars Anders Johan Erik Mikael Per Karl Nils Olof Gustav Henrik Mads Søren Jens Rasmus Bjørn Kjell Matti Juhani Antti Jukka Pekka "
        "Anna Eva Maria Karin Kristina Lena Ingrid Astrid Freja Mette Kirsten Hanne Solveig Aino Helmi Tuula Päivi Sari Åsa Maj-Britt",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Hansen Jensen Nielsen Pedersen "
        "Christensen Sørensen Rasmussen Jørgensen Olsen Haugen Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Bergström "
        "Lindqvist Sjöberg Holmgren Nyström",
    ),
    "world": (
        "Mohammed Ahmed Omar Khalid Yusuf Fatima Aisha Layla Amina Zainab Hassan Ibrahim Tariq Karim Nadia Samira Wei Li Jing Xiu Hao Ming "
        "Yan Hiroshi Yuki Kenji Akiko Haruto Sakura Min-jun Ji-woo Seo-yeon Arjun Priya Rahul Ananya Vikram Deepa Sanjay Lakshmi Ravi "
        "Kavita Suresh Pooja Amit Neha Chidi Ngozi Oluwaseun Amara Kwame Abena Kofi Thabo Naledi Nguyen Minh Linh Thanh Ivan Dmitri "
        "Olga Natasha Sergei Svetlana Oleksandr Yulia Andriy Bogdan Ioana Mihai Elena László Zsófia Gábor Katalin Jiří Tereza Dimitris "
        "Eleni Giorgos Yaakov Miriam Noa Itai Dejan Milica Goran Ivana",
        "Khan Ali Hussein Al-Masri El-Sayed Abdullah Rahman Haddad Mansour Nasser Wang Li Zhang Chen Liu Yang Huang Zhao Wu Zhou Tanaka "
        "Suzuki Sato Watanabe Yamamoto Nakamura Kim Park Choi Jung Patel Sharma Singh Kumar Gupta Reddy Iyer Nair Desai Banerjee "
        "Krishnan Okafor Adeyemi Mensah Nkosi Diallo Traoré Mwangi Tran Pham Le Ivanov Petrova Smirnov Kuznetsova Volkov Shevchenko "
        "Kovalenko Popescu Ionescu Nagy Kovács Szabó Novák Dvořáková Papadopoulos Nikolaidis Cohen Levi Petrović Jovanović Horvat",
    ),
}
# Beginnings and ends of surnames that are put together, so that the model learns their look and not a list.
SURNAME_PARTS: dict[str, tuple[str, str]] = {
    "en": ("Ash Black Brad Brock Cald Had Hart Hol King Lang Marsh Nor Oak Pem Rad Red Stan Thorn Wake Whit Win Wood",
           "bourne bridge burn bury by combe cote dale field ford ham hurst ley low man mere more ridge sley stone ton well wick worth"),
    "de": ("Acker Alten Berg Birken Blumen Brand Buch Dorn Eber Eichen Falken Garten Grün Hagen Heiden Hohen Kalten Linden Nieder "
           "Ober Rosen Schön Stein Tannen Wald Weiden Wiesen", "bach bauer baum beck berg brink burg dorf feld hagen hausen heim hof "
           "holz horst kamp mann meier mayer müller stein thal wald wirth"),
    "fr": ("Bel Beau Bon Bour Char Cler Cour Dela Des Du Fon La Mont Ra Saint- Val Vau Ver Vill", "bert bois chard court delle din "
           "din fort gnon lier mond mont net neau rand reau rin ron ssard teau vier vigne"),
    "it": ("Al Bal Bar Ber Bon Cam Can Car Cas Ces Dal Fal Gar Lam Man Mar Mon Pal Pel Sal San Tor Val Ven", "aldi anti ardi asco "
           "atti elli ello eri ese etti iani ini ino occhi olini oni otti ucci usso"),
    "es": ("Al Ar Bar Ber Cal Car Echa Eli Gal Gar Gu Iba Lar Mar Mon Or Que Sal San Ur Val Ver Za", "andía ares arro ayo edo ejo era "
           "erra ero iaga iera ique ondo oso ueta ales illa ano ández"),
    "nl": ("van_der_ van_ de_ van_den_ ver ter_ Hoog Laan Wester Ooster Noord Groen Kool Riet Veld Bos Hei", "berg boom broek daal "
           "dijk eng haar hof horst huis kamp laan man meer meulen molen stra veld veen wijk zand"),
    "pl": ("Bart Biel Bor Brzez Chmiel Czar Dobr Gład Gór Jan Kraj Lip Łuk Mal Mich Ostr Pietr Rad Sław Sob Star Szcz Tom Wil Zal",
           "ak alski ański arek ecki eńska ewicz ewski ewska icki icka iński ińska kowski kowska owicz owski owska yński ysz"),
    "tr": ("Ak Al Altun Ay Bal Boz Can Çelik Dağ Demir Er Gök Gül Gün Kara Kılıç Kızıl Koç Öz Sarı Taş Tan Tok Yıl", "alp ay bay bulut "
           "can dağ demir doğan er han kaya maz men oğlu soy su taş tekin tepe türk yol yurt"),
}  # fmt: skip
# Street formats: # a house number, & a street's own name, @ a surname; then postcode and town.
STREETS: dict[str, tuple[str, str, str]] = {
    "en": ("# & Street|# & Road|# & Avenue|# & Lane|Flat 3, # & Court|# & Drive|# & Blvd, Apt 4B|#A & Close|# N & St|P.O. Box #|Unit #, & Business Park|"
           "Suite #, & Ave|# & Ter|# & Gardens|# & Way|# & Hwy", "High Church Station Park Victoria Green Manor Kings Queens Main Oak Maple Cedar Elm Washington "
           "Lake Hill Walnut Spring North Ridge Meadow Forest Highland Sunset Mill River Chestnut Windsor Albert Grove", "{G}, {ST} {5}|{G} {UK}|{UK} {G}|{G}|{G}, {UK}|{G} {ST} {5}"),
    "de": ("&straße #|&str. #|&weg #|&allee #|&platz #|Am &berg #|&gasse #|@straße #|@-Straße #a|An der &mühle #|Postfach #|Im &grund #|&ring #|Zum & #",
           "Haupt Bahnhof Garten Schul Berg Dorf Linden Birken Wald Ring Kirch Mühlen Goethe Schiller Mozart Wiesen Rosen Blumen Feld Markt Burg Amsel Buchen Eichen", "{5} {G}|D-{5} {G}|{4} {G}"),
    "fr": ("#, rue &|# rue de la &|# bis, avenue &|# boulevard &|# place &|#, impasse &|# chemin &|# allée des &|# quai &|BP #|# av. &|# rue du @|# cours &|Résidence &, Bât. B",
           "Victor Hugo République Gare Moulin Lilas Pasteur Jaurès Château Écoles Liberté Tilleuls Foch Gambetta Voltaire Mairie Fontaine Acacias Vignes Clemenceau", "{5} {G}|F-{5} {G}|{5} {G} Cedex"),
    "it": ("Via & #|Via & n. #|Viale & #|Corso & #|Piazza & #|Largo & #|Vicolo & #|Strada & #/A|Via @, #|Piazzale & #|Via dei & #, int. 4|Contrada & snc",
           "Roma Garibaldi Mazzini Verdi Dante Cavour Marconi Matteotti Vittoria Manzoni Fiori Libertà Europa Colombo Leopardi Diaz Trento Bellini Gramsci", "{5} {G} ({PR})|{5} {G}|{5} {G} {PR}"),
    "es": ("Calle & #|C/ & #, 2º A|Avenida & #|Avda. de & #|Plaza & #|Paseo de & #|Camino & s/n|Ronda & #, bajo|Travesía & #|C/ @ nº #|Urbanización &, chalet #|Carretera & km #",
           "Mayor Real Constitución Sol Cervantes España Colón Goya Alcalá Iglesia Fuente Libertad Andalucía Molino Nueva Velázquez Olivos Castilla", "{5} {G}|{G}, {5}|{5} {G} ({G})"),
    "nl": ("&straat #|&weg #|&laan # A|&plein #|&kade #|&gracht #-II|@straat #|&dreef #|Postbus #|&singel # bis|Burgemeester @laan #|&hof #",
           "Kerk Dorps School Molen Stations Nieuw Hoofd Wilhelmina Juliana Beatrix Linden Eiken Markt Prinsen Heren Park Dijk Veld", "{4} {LL} {G}|{4}{LL} {G}|{4} {G}"),
    "pl": ("ul. & #|ul. & #/12|al. & #|pl. & #|os. & #/3|ulica & # m. 4|Aleja & #|ul. @ego #|skr. poczt. #|rondo & #",
           "Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Kościelna Sosnowa Parkowa Długa Mickiewicza Kościuszki Sienkiewicza Piłsudskiego Wolności", "{2}-{3} {G}|{2}-{3} {G}"),
    "tr": ("& Mah. @ Sok. No: #|& Mahallesi, & Caddesi No:#/4|& Cad. No: # D: 5|& Sk. No: #|& Bulvarı #|@ Apt. Kat 3 No #|& Mh. & Cd. #|& Sitesi B Blok D:#|& Caddesi No #",
           "Atatürk Cumhuriyet İnönü Fatih Yeni Bahçelievler Gazi İstiklal Barbaros Fevzi_Çakmak Hürriyet Zafer Çiçek Lale Gül Menekşe Mimar_Sinan Bağdat Levent", "{5} {G}|{5} Merkez/{G}|Çankaya/{G}|{G}"),
}  # fmt: skip
TOWNS: dict[str, str] = {  # what phonenumbers has too few of
    "es": "Madrid Barcelona Valencia Sevilla Zaragoza Málaga Murcia Bilbao Alicante Córdoba Valladolid Vigo Gijón Granada Oviedo Cádiz Getafe "
    "Alcorcón Lugo Burgos Santander Girona Mataró Reus Huelva Jaén Palencia Zamora Logroño México Lima Bogotá Buenos_Aires",
    "nl": "Amsterdam Rotterdam Den_Haag Utrecht Eindhoven Groningen Tilburg Almere Breda Nijmegen Apeldoorn Haarlem Arnhem Enschede Zwolle Leiden "
    "Maastricht Dordrecht Zoetermeer Amersfoort Gent Antwerpen Brugge",
    "pl": "Warszawa Kraków Łódź Wrocław Poznań Gdańsk Szczecin Bydgoszcz Lublin Białystok Katowice Gdynia Częstochowa Radom Toruń Sosnowiec Kielce Rzeszów "
    "Gliwice Zabrze Olsztyn Opole Płock Elbląg Zielona_Góra Nowy_Sącz Bielsko-Biała",
    "tr": "İstanbul Ankara İzmir Bursa Antalya Adana Konya Gaziantep Mersin Kayseri Eskişehir Diyarbakır Samsun Denizli Trabzon Malatya Kadıköy Beşiktaş "
    "Üsküdar Çankaya Bornova Karşıyaka Nilüfer Keçiören Bakırköy",
    "en": "London New_York Paris Berlin Chicago Boston Dublin Edinburgh Manchester Sydney Toronto Los_Angeles San_Francisco Hong_Kong Cape_Town Germany France "
    "Italy Spain Poland Turkey Canada Australia India China Japan Brazil Mexico Kenya Nigeria Switzerland Norway Cornwall Yorkshire Texas Ohio",
    "de": "Berlin Hamburg München Köln Frankfurt_am_Main Stuttgart Düsseldorf Wien Zürich Graz Bern Deutschland Österreich Schweiz Frankreich Polen Bayern Hessen",
    "fr": "Paris Lyon Marseille Toulouse Nice Bordeaux Lille Bruxelles Genève Montréal France Belgique Suisse Allemagne Bretagne Normandie Saint-Étienne",
    "it": "Roma Milano Napoli Torino Palermo Bologna Firenze Bari Catania Verona Venezia Italia Francia Germania Svizzera Toscana Sicilia Reggio_Emilia",
}
ORG_WORDS: dict[str, tuple[str, str, str]] = {
    # own words, kinds that follow, whole patterns: ^ own word, @ surname, {G} town, % kind
    "en": ("Apex Horizon Summit Vertex Northstar Bluewave Greenfield Silverline Redwood Pinnacle Cascade Beacon Orion Atlas Falcon Meridian Sterling Evergreen Lumina Quantum Keystone",
           "Group Partners Logistics Solutions Systems Bank Insurance Foods Media Energy Consulting Pharma Motors Airlines Holdings Associates Capital Industries Technologies",
           "^ %|^ % Ltd|^ % Inc.|@ & Sons|@, @ & Partners|University of {G}|{G} City Council|Bank of {G}|@ % LLC|The ^ %|{G} General Hospital|@ and Co|^tech|^ plc|Ministry of Health|{G} United|St @'s School"),
    "de": ("Alpen Nord Rhein Isar Hanse Süd Adler Merkur Phönix Sonnen Stern Union Delta Omega Globus Fortuna Concordia Elektra Technika",
           "Versicherung Bank Logistik Maschinenbau Technik Bau Handel Verlag Klinik Apotheke Werke Spedition Immobilien Energie Systemhaus Druckerei Bäckerei",
           "^ % GmbH|^ % AG|@ % GmbH & Co. KG|@ & Söhne KG|Stadtwerke {G}|Universität {G}|Sparkasse {G}|Amtsgericht {G}|Finanzamt {G}|Volksbank {G} eG|^%|Klinikum {G}|@ OHG|TSV {G} e.V.|Landratsamt {G}|^-% GmbH"),
    "fr": ("Alpha Azur Soleil Horizon Étoile Lumière Atlantique Méridien Océan Novatel Optima Primagaz Delta Sirius Helios Aurore",
           "Assurances Banque Transports Services Conseil Distribution Énergie Industries Immobilier Santé Bâtiment Éditions Informatique",
           "^ %|^ % SA|Société @|@ et Fils SARL|Mairie de {G}|Université de {G}|Banque ^|Établissements @|Hôpital de {G}|Groupe ^|Cabinet @|% @ SAS|Lycée @|Compagnie ^ de {G}"),
    "it": ("Adria Aurora Delta Italia Nova Primavera Sole Stella Tirreno Ambra Centro Mediterranea Alfa Orobica Lario",
           "Assicurazioni Banca Trasporti Servizi Costruzioni Alimentari Energia Impianti Immobiliare Meccanica Tessile Editrice",
           "^ % S.p.A.|^ % S.r.l.|@ % srl|Fratelli @ S.n.c.|Comune di {G}|Università di {G}|Banca ^ di {G}|Studio Legale @|Ospedale di {G}|Gruppo ^|Officine @|ASL {G}|Tribunale di {G}"),
    "es": ("Sol Mar Iberia Nova Levante Norte Alba Atlas Cantábrica Delta Horizonte Prisma Aurora Hispania Olivar",
           "Seguros Banco Transportes Servicios Construcciones Alimentación Energía Inmobiliaria Consultores Distribuciones Textil Ediciones",
           "^ %|% ^ S.A.|% @ S.L.|Hermanos @ S.L.|Ayuntamiento de {G}|Universidad de {G}|Banco ^|Hospital de {G}|Grupo ^|Clínica @|Bodegas @|Colegio ^|Junta de {G}"),
    "nl": ("Delta Noord Oranje Zuider Randstad Holland Polder Tulp Atlas Vesta Alfa Meander Waterland Zonne",
           "Verzekeringen Bank Transport Bouw Techniek Handel Zorg Energie Groep Advies Makelaardij Installatie Uitgeverij",
           "^ % B.V.|^ % NV|@ % BV|Gebroeders @ B.V.|Gemeente {G}|Universiteit {G}|Stichting ^|@ & Zonen|Ziekenhuis {G}|Rechtbank {G}|Rabobank {G}|^%|Kamer van Koophandel"),
    "pl": ("Alfa Bałtyk Delta Mazovia Orzeł Polonia Nova Sigma Tatry Wisła Zenit Jantar Euro Pol Inter Bud",
           "Ubezpieczenia Bank Transport Usługi Budownictwo Handel Energia Finanse Nieruchomości Serwis Logistyka Wydawnictwo",
           "^ % S.A.|^ % sp. z o.o.|@ sp. j.|P.P.H.U. @|Urząd Miasta {G}|Uniwersytet w {G}|Bank ^ S.A.|Szpital Miejski w {G}|Grupa ^|^-pol Sp. z o.o.|Kancelaria @|Spółdzielnia ^|Sąd Rejonowy w {G}"),
    "tr": ("Anadolu Akdeniz Ege Karadeniz Marmara Yıldız Güneş Doğuş Başak Hilal Avrasya Bosfor Toros Star Öncü",
           "Sigorta Bankası Lojistik İnşaat Tekstil Gıda Ticaret Turizm Holding Enerji Otomotiv Danışmanlık Sağlık Yayıncılık",
           "^ % A.Ş.|^ % Ltd. Şti.|@ % San. ve Tic. A.Ş.|{G} Üniversitesi|{G} Belediyesi|^ Bankası|@ Holding|{G} Devlet Hastanesi|^ % Limited Şirketi|@oğulları Koll. Şti.|{G} Vergi Dairesi|^ Grubu"),
}  # fmt: skip
JOBS: dict[str, str] = {
    "en": "Managing_Director|Sales_Manager|Head_of_Finance|Customer_Service|Project_Lead|Consultant|Chief_Executive|Accounts_Payable|HR_Department",
    "de": "Geschäftsführer|Vertriebsleiter|Leiterin_Einkauf|Kundenservice|Projektleitung|Sachbearbeitung|Rechtsanwalt|Steuerberaterin|Personalabteilung",
    "fr": "Directeur_général|Responsable_commercial|Service_client|Chef_de_projet|Avocat_à_la_cour|Directrice_financière|Ressources_humaines",
    "it": "Direttore_Generale|Responsabile_Vendite|Servizio_Clienti|Capo_Progetto|Avvocato|Ufficio_Personale|Amministratore_Delegato",
    "es": "Director_General|Responsable_de_Ventas|Atención_al_Cliente|Jefa_de_Proyecto|Abogado|Recursos_Humanos|Administración",
    "nl": "Algemeen_Directeur|Verkoopleider|Klantenservice|Projectleider|Advocaat|Hoofd_Inkoop|Personeelszaken",
    "pl": "Prezes_Zarządu|Dyrektor_Handlowy|Biuro_Obsługi_Klienta|Kierownik_Projektu|Radca_Prawny|Księgowa|Dział_Kadr",
    "tr": "Genel_Müdür|Satış_Müdürü|Müşteri_Hizmetleri|Proje_Yöneticisi|Avukat|İnsan_Kaynakları|Muhasebe_Sorumlusu",
}
# Capitalised and nobody: goods, brands, months, headings, forms' words, lorem ipsum.
NOTHING: dict[str, str] = {
    "en": "Office_Chair|Laser_Printer_Toner|Wireless_Mouse|Coffee_Beans|Garden_Hose|Desk_Lamp|Copy_Paper_A4|Web_Hosting|Annual_Licence|Widget|Steel_Bracket|Gadget_Pro|"
    "Support_Plan|Chicken_Sandwich|Orange_Juice|Caesar_Salad|Green_Tea|Apple_Pie|Double_Espresso|Consulting_Hours|Premium_Plan|Windows|Android|Galaxy|Excel|Bluetooth|"
    "January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Friday|Christmas|Easter|Table_of_Contents|Terms_and_Conditions|"
    "Executive_Summary|Payment_Terms|Delivery_Address|Shipping_Method|General_Provisions|Privacy_Policy|Annual_Report|Balance_Sheet|Net_Amount|Grand_Total|Due_Date|"
    "Statement_of_Work|Purchase_Order|Work_Order|Status_Report|Meeting_Minutes|Next_Steps|English|German|French|European|Data_Protection_Act|Lorem_Ipsum|Dolor_Sit_Amet|"
    "Consectetur_Adipiscing|Sed_Do_Eiusmod|Unit_Price|Product|Quantity|Description|Item|Section|Chapter|Schedule_A|Appendix|Mastercard|Visa|Total_Due|Thank_You|Welcome",
    "de": "Bürostuhl|Druckerpapier|Kaffeemaschine|Schreibtischlampe|Wartungsvertrag|Ersatzteil|Bohrmaschine|Schrauben|Apfelsaft|Brötchen|Vollmilch|Käsekuchen|Gartenschlauch|"
    "Januar|Februar|März|April|Mai|Juni|Juli|Oktober|Dezember|Montag|Freitag|Weihnachten|Ostern|Rechnung|Lieferschein|Auftragsbestätigung|Inhaltsverzeichnis|"
    "Allgemeine_Geschäftsbedingungen|Zahlungsbedingungen|Datenschutzerklärung|Jahresbericht|Gesamtbetrag|Zwischensumme|Mehrwertsteuer|Vertragsgegenstand|Kündigungsfrist|"
    "Haftung|Gerichtsstand|Schlussbestimmungen|Anlage|Seite|Menge|Einzelpreis|Bezeichnung|Leistungszeitraum|Kundennummer|Umsatz|Vorstand|Abteilung|Deutsch|Englisch|"
    "Bürgerliches_Gesetzbuch|Krankenversicherung|Mietvertrag|Steuererklärung|Geschäftsjahr|Übersicht|Grüße|Termin|Besprechung|Protokoll|Angebot",
    "fr": "Chaise_de_bureau|Papier|Imprimante|Café|Pain_complet|Jus_d'orange|Tarte|Entretien|Forfait|Abonnement|Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|"
    "Lundi|Noël|Pâques|Facture|Bon_de_livraison|Devis|Conditions_générales|Sommaire|Montant_total|Taxe|Objet|Annexe|Article|Quantité|Désignation|Prix_unitaire|"
    "Date_d'échéance|Mode_de_paiement|Politique_de_confidentialité|Rapport_annuel|Contrat_de_bail|Code_civil|Français|Anglais|Assemblée_générale|Compte_rendu|Total_TTC",
    "it": "Sedia|Stampante|Carta_A4|Caffè|Pane|Succo_d'arancia|Torta|Manutenzione|Abbonamento|Gennaio|Febbraio|Marzo|Aprile|Maggio|Giugno|Luglio|Settembre|Lunedì|Natale|"
    "Pasqua|Fattura|Preventivo|Condizioni_Generali|Indice|Importo_totale|Imponibile|Oggetto|Allegato|Articolo|Quantità|Descrizione|Prezzo_unitario|Scadenza|"
    "Modalità_di_pagamento|Informativa_Privacy|Bilancio|Contratto_di_locazione|Codice_Civile|Italiano|Inglese|Verbale|Totale",
    "es": "Silla|Impresora|Papel|Café|Pan|Zumo_de_naranja|Tarta|Mantenimiento|Suscripción|Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Septiembre|Lunes|Navidad|Semana_Santa|"
    "Factura|Presupuesto|Condiciones_Generales|Índice|Importe_total|Base_imponible|Asunto|Anexo|Artículo|Cantidad|Descripción|Precio_unitario|Vencimiento|Forma_de_pago|"
    "Política_de_Privacidad|Memoria_Anual|Contrato_de_arrendamiento|Código_Civil|Español|Inglés|Acta|Albarán",
    "nl": "Bureaustoel|Printer|Papier|Koffie|Brood|Sinaasappelsap|Appeltaart|Onderhoud|Abonnement|Januari|Februari|Maart|April|Mei|Juni|Juli|Oktober|Maandag|Kerstmis|Pasen|"
    "Factuur|Offerte|Algemene_Voorwaarden|Inhoudsopgave|Totaalbedrag|Onderwerp|Bijlage|Artikel|Aantal|Omschrijving|Stukprijs|Vervaldatum|Betaalwijze|Privacyverklaring|"
    "Jaarverslag|Huurovereenkomst|Burgerlijk_Wetboek|Nederlands|Engels|Notulen|Pakbon|Subtotaal",
    "pl": "Krzesło|Drukarka|Papier|Kawa|Chleb|Sok_pomarańczowy|Szarlotka|Serwis|Abonament|Styczeń|Luty|Marzec|Kwiecień|Maj|Czerwiec|Lipiec|Sierpień|Wrzesień|Poniedziałek|"
    "Wielkanoc|Faktura|Oferta|Ogólne_Warunki|Spis_treści|Kwota_razem|Temat|Załącznik|Artykuł|Ilość|Nazwa_towaru|Cena_jednostkowa|Termin_płatności|Sposób_zapłaty|"
    "Polityka_Prywatności|Raport_Roczny|Umowa_najmu|Kodeks_Cywilny|Polski|Angielski|Protokół|Paragon|Suma|Podatek",
    "tr": "Ofis_Sandalyesi|Yazıcı|Kağıt|Kahve|Ekmek|Portakal_Suyu|Baklava|Bakım|Abonelik|Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık|Pazartesi|"
    "Ramazan_Bayramı|Fatura|Teklif|Genel_Şartlar|İçindekiler|Genel_Toplam|Ara_Toplam|Konu|Ek|Madde|Miktar|Açıklama|Birim_Fiyat|Vade_Tarihi|Ödeme_Şekli|Gizlilik_Politikası|"
    "Faaliyet_Raporu|Kira_Sözleşmesi|Borçlar_Kanunu|Türkçe|İngilizce|Tutanak|İrsaliye|Vergi|Türk_Lirası|KDV|T.C._Kimlik_No|Vergi_Dairesi|Sipariş",
}
