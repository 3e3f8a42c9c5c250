"""Names by tradition, written for this project: (forenames, surnames or second names).

Enough of each community in the United Kingdom that its shapes are learnt, not a directory.
"""

from __future__ import annotations


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _names(forenames: str, surnames: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _listed(forenames), _listed(surnames)


TRADITIONS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    _names(  # Somali
        "Abdullahi Abdi Hodan Ayaan Faduma Khadra Yusuf Warsame Hibaq Ifrah Nimco Deeqa Mahad Liban Sahra "
        "Ubah Hamdi Zakariya Ilhan Fowsiya Cabdi Asad Bilan Idil",
        "Warsame Farah Hassan Mohamud Jama Ahmed Guled Abdirahman Ismail Nur Osman Dirie Hersi Adan Elmi "
        "Yusuf Cali Barre Gedi Shire Roble",
    ),
    _names(  # Bengali
        "Rubina Shirin Taslima Nazmin Jahanara Kamrul Rezaul Mizanur Shafiq Tanvir Sultana Rahela Nasima "
        "Moina Jubayer Rokeya Anwara Lutfur Habib Sumaya Tuli Babul Shelu",
        "Begum Khatun Miah Uddin Islam Rahman Hoque Chowdhury Akhter Ali Khanom Bibi Choudhury Sarkar Mia "
        "Talukdar",
    ),
    _names(  # Pakistani, Kashmiri
        "Aisha Zainab Bilal Hamza Imran Saima Nadia Shazia Rukhsana Tariq Waqas Sana Iqra Faisal Kiran "
        "Uzma Adeel Maryam Junaid Shabnam Naveed Rehana Asma Zeeshan",
        "Khan Hussain Malik Mahmood Akhtar Bibi Iqbal Shah Mirza Raja Sheikh Qureshi Butt Chaudhry Rafiq "
        "Aslam Kausar Parveen Yaqoob",
    ),
    _names(  # Indian: Punjabi, Gujarati, Tamil, Malayali
        "Harpreet Gurdeep Manjit Jaspal Simran Rajinder Priti Hetal Jignesh Bhavna Nilesh Kavitha Suresh "
        "Thivya Karthik Meena Anitha Siva Lakshmi Arun Divya Balwinder Navjot Ketan Jomon Sheeja",
        "Kaur Singh Gill Dhillon Sandhu Patel Shah Mistry Desai Nair Pillai Sivakumar Rajan Murugan "
        "Selvarajah Thomas Kurian Sidhu Grewal Chauhan Solanki Joshi",
    ),
    _names(  # Yoruba, Igbo, Hausa
        "Oluwaseun Seun Temitope Temi Folasade Adebayo Ayomide Olamide Chidinma Chioma Emeka Ngozi Obinna "
        "Kelechi Ifeoma Chukwuemeka Adaeze Yetunde Babatunde Tunde Funmilayo Funmi Uche Nkechi Hauwa Musa "
        "Damilola Dami",
        "Adeyemi Okafor Okonkwo Adebisi Ogunleye Eze Nwosu Balogun Adesanya Oyelaran Chukwu Nwachukwu Ojo "
        "Bello Afolabi Uzoma Igwe Olawale Akindele Obi Onyema",
    ),
    _names(  # Ghanaian, other West African
        "Kwame Kofi Ama Abena Akosua Yaa Kojo Efua Kwabena Adwoa Esi Fatoumata Mariama Ousmane Isatou "
        "Lamin Binta Ebrima Aminata",
        "Mensah Boateng Owusu Asante Osei Appiah Adjei Agyeman Ofori Amoah Jallow Ceesay Bah Diallo "
        "Camara Sesay Kamara Koroma Conteh",
    ),
    _names(  # East and Southern African, Eritrean, Sudanese
        "Tendai Rudo Tafadzwa Farai Nyasha Chipo Selam Yonas Tesfay Filmon Senait Mulugeta Hiwot Akello "
        "Okello Nakato Grace Wanjiru Achol Deng Tariro Blessing",
        "Moyo Ncube Dube Sibanda Chikore Mutasa Tesfaye Haile Gebremariam Kidane Abraha Okello Mukasa "
        "Kamau Otieno Deng Garang Marufu Chirwa Phiri",
    ),
    _names(  # Polish, Slovak, Czech
        "Katarzyna Kasia Agnieszka Aga Małgorzata Gosia Zbigniew Paweł Pawel Łukasz Lukasz Wojciech "
        "Wojtek Zofia Magda Tomasz Tomek Ewa Bartek Jola Dorota Marek Zuzana Jaroslav Lenka",
        "Kowalska Kowalski Nowak Wiśniewska Wójcik Wojcik Kamińska Lewandowski Zielińska Szymański "
        "Dąbrowska Krawczyk Mazur Horváthová Novotny Dvorak Balogová Kozłowski Pawlak",
    ),
    _names(  # Romanian, Roma, Bulgarian, Hungarian
        "Ionela Mihaela Florin Costel Viorica Marius Loredana Gheorghe Denisa Alin Rodica Nicolae Vasile "
        "Roxana Stoyan Desislava Ivaylo Zoltan Erzsebet Andras Mandra Florica Ionut",
        "Popescu Ionescu Lăcătuș Lacatus Ciobanu Stan Dumitru Rostas Covaci Munteanu Gheorghiu Moldovan "
        "Petrov Dimitrova Horvath Nagy Balogh Lakatos Szabo Căldăraru",
    ),
    _names(  # Lithuanian, Latvian, Ukrainian, Russian, Albanian
        "Rasa Jurgita Darius Mindaugas Egle Oksana Olena Serhiy Iryna Dmytro Svetlana Vitalijs Inga Arta "
        "Besnik Blerta Ermal Drita Agron Kateryna Yulia Taras",
        "Kazlauskas Petrauskiene Jankauskas Shevchenko Kovalenko Bondarenko Melnyk Ivanova Ozols Kalnina "
        "Hoxha Berisha Krasniqi Gashi Shala Prifti Tkachenko",
    ),
    _names(  # Welsh
        "Dafydd Dai Rhys Carys Sioned Gethin Eleri Bethan Ffion Iolo Owain Nia Angharad Gwenllian Emyr "
        "Mair Llinos Huw Aled Catrin Mali Macsen Tegid Rhodri",
        "Llewellyn ap-Gwyn Prosser Gwynne Bevan Rees Pritchard Probert Morgan Vaughan Parry Howells "
        "Gruffydd Prydderch Treharne Penry Ellis Tudur",
    ),
    _names(  # Irish, Irish Traveller
        "Aoife Niamh Ciarán Ciaran Siobhan Siobhán Oisín Róisín Roisin Caoimhe Padraig Eimear Martin "
        "Bridget Bridie Winnie Margaret Paddy Johnny Mikey Kathleen Nan Dympna Fintan Sinéad Malachy",
        "O'Neill O’Connor Oneill McDonagh Ward Doran Connors Maughan Stokes O'Driscoll McGinley Joyce "
        "Cash Quilligan Doherty Ní-Bhriain Gallagher McAleer Keenan Mac-Giolla Toner",
    ),
    _names(  # Scottish, Northern English, old Essex: what bare lists lack is their short forms
        "Shaz Kaz Gaz Daz Baz Tez Shell Chez Trace Shan Jools Donna-Marie Kayleigh Kayleigh-Ann Chantelle "
        "Demi-Leigh Tyrone Kyron Jayden Kayden Lexi Lexi-Mae Ellie-Mae Alfie-Jay Ruaridh Mhairi Eilidh "
        "Hamish Ailsa Morag Stu Bex Lou Vic Vicky Deano Robbo Nige Trish Shirl Bernie Jonno Mags",
        "Ramsbottom Clegg Hargreaves Ogden Postlethwaite MacLeod McKenzie Mc-Allister Abercrombie Kinnear "
        "Pettigrew Ackroyd Braithwaite Thackray Entwistle Fothergill Sproat Liddle Charlton Wigglesworth",
    ),
    _names(  # Arabic
        "Fatima Khalid Omar Layla Mohammed Muhammed Mohamed Mahmoud Noor Hassan Hussein Amira Samira "
        "Abdulrahman Yasmin Rania Mustafa Tareq Huda Zahra Umm-Ali Abu-Bakr Salma Ahlam Ibtisam",
        "Al-Hassan al-Masri Al-Jabouri el-Sayed Haddad Khoury Mansour Saleh Aziz bin-Rashid Abdallah "
        "Nasser Hamdan Al-Tikriti Darwish Qasim Bakri Othman",
    ),
    _names(  # Kurdish, Turkish, Iranian, Afghan
        "Zeynep Elif Mehmet Ayşe Emre Shilan Rebwar Dilan Hêvî Azad Soran Shirin Parisa Reza Maryam Navid "
        "Zabihullah Gul Farzana Najibullah Ahmad Roya Hozan Berivan",
        "Yilmaz Yıldız Demir Kaya Özdemir Aydin Karimi Ahmadi Hosseini Rahimi Noori Stanikzai Zadran "
        "Amini Rostami Barzani Othman Hamid Doğan",
    ),
    _names(  # Chinese, Vietnamese, Filipino, Korean
        "Wei Mei-Ling Xiu Jun Ling Hao Yan Thanh Huong Linh Duc Nguyet Mai Jun-Ho Soo-Jin Marisol Jomar "
        "Maricel Rowena Analyn Kit Wing Ka-Yan Siu",
        "Chan Wong Lam Cheung Li Wang Zhang Nguyen Tran Pham Le Kim Park Santos Reyes dela-Cruz Bautista Oh "
        "Ng Ho",
    ),
    _names(  # Portuguese, Brazilian, Spanish, Latin American, Italian
        "Joana Tiago Beatriz Inês Rui Catarina Thiago Luciana Valentina Mateo Camila Alejandro Lucía "
        "Giulia Matteo Francesca Nuno Dulce Edson Marisa",
        "da-Silva Ferreira Gonçalves Goncalves Pereira dos-Santos Almeida Carvalho Rodrigues García "
        "Martínez Gómez Rossi Bianchi De-Luca Esposito Mendes Tavares",
    ),
    _names(  # Caribbean, Black British
        "Shanice Tyrell Jermaine Delroy Winston Marcia Latoya Kemar Shaniqua Leroy Chanel Rasheed Keisha "
        "Devonte Malakai Tianna Zion Kadeem Antwon Precious Blossom Desrene",
        "Campbell Gordon Francis Grant Bailey Morrison Pryce Hylton Dacosta Beckford Lindo Sinclair "
        "Prendergast Whyte St-Hilaire Joseph Baptiste Charles",
    ),
)

#: Names that are also words, roles, months or places.
AMBIGUOUS: tuple[str, ...] = _listed(
    "Grace Hope Mark Will May Rose Faith Hunter Summer Dean Page Bill Sue Art Pat Mat Rob Chase Joy Dawn "
    "Guy Young Ward Case Love Bishop Short Long Best Wise Little English French Welsh Field Marsh Banks "
    "Frost Snow Winter Berry Lamb Fox Wolf Bird Price Rich Sharp Bright Gold Silver Brown Green Black "
    "White Gray Cook Baker Butcher Carpenter Temple Abbott Pope Knight King Queen Duke Lord April June "
    "August Autumn Sky River Rain Ocean Star Angel Blessing Precious Gift Mercy Patience Prince Destiny "
    "Harmony Melody Honey Daisy Lily Poppy Violet Ivy Hazel Holly Heather Fern Willow Reed Cliff Dale "
    "Glen Heath Lane Park Hill Woods Forest Rivers Bridge Gates Stone Steel Power Justice Christian Noble "
    "Major Sergeant Drew Pierce Skip Trip Miles Rusty Sonny Buddy Ace Max Mo Sam Alex Jay Kay Dee Bee Bea "
    "Fay Vi Di Jo Al Ed Ty"
)
