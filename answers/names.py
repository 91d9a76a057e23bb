"""How people type the names of categories, in the languages they type them in.

The tables are the readers' words, not the bulletins': forms in any case and number, abbreviations, transliterations. They
are matched whole, the longest first, so that "vehicles and fuel tanks" is never tanks and "anti-aircraft" never aircraft.
"""

from collections.abc import Mapping

_TYPED = {
    "personnel": """personnel; military personnel; manpower; troops; troop; soldiers; soldier; servicemen; serviceman; men;
        people; persons; invaders; occupiers; casualties; killed and wounded; killed; dead; wounded; orcs; infantry;
        особовий склад; особового складу; військовослужбовці; військовослужбовців; військовослужбовець; військові;
        військових; солдати; солдатів; солдат; солдата; окупанти; окупантів; окупант; загарбники; загарбників; люди; людей;
        осіб; жива сила; живої сили; живу силу; орки; орків; русня; русні; вбиті; вбитих; убитих; поранених; піхота; ос;
        загиблі; загиблих; росіян; росіяни; личный состав; личного состава; военнослужащие; военнослужащих; солдаты; военные;
        военных; оккупанты; оккупантов; osobovyi sklad; osobovyj sklad; okupanty; soldaten; soldados; soldats; soldati;
        żołnierze; żołnierzy; asker""",
    "tanks": """tanks; tank; main battle tanks; main battle tank; battle tanks; mbt; mbts; танки; танк; танків; танка; танку;
        танками; танкам; танках; танков; танкы; tanky; tankiv; tanki; tanka; panzer; czołgi; czołgów; czołg; tanques; chars;
        carri armati; carros de combate""",
    "armoured_vehicles": """armoured vehicles; armored vehicles; armoured vehicle; armored vehicle; armoured; armored; armour;
        armor; armoured combat vehicles; armored combat vehicles; armoured fighting vehicles; armored fighting vehicles;
        armoured personnel vehicles; armored personnel vehicles; armoured personnel carriers; armored personnel carriers;
        combat vehicles; fighting vehicles; infantry fighting vehicles; combat armoured machines; apv; apvs; acv; acvs; apc;
        apcs; afv; afvs; ifv; ifvs; btr; bmp; bbm; ббм; бойові броньовані машини; бойових броньованих машин;
        бойова броньована машина; бойові машини; бойових машин; бронемашини; бронемашин; бронемашина; бронетехніка;
        бронетехніки; бронетехніку; броня; броні; броньовики; броньовиків; бронетранспортери; бронетранспортерів; бтр; бмп;
        бтри; бмпшки; боевые бронированные машины; боевых бронированных машин; бронетехника; бронетехники; бронемашины;
        бронетранспортёры; schützenpanzer; blindados; blindés; wozy bojowe""",
    "artillery": """artillery; artillery systems; artillery system; artillery pieces; arty; cannons; cannon; guns; gun; howitzers;
        howitzer; field artillery; артилерія; артилерії; артилерію; артилерійські системи; артилерійських систем; артсистеми;
        артсистем; артсистема; арта; арти; арту; гармати; гармат; гармата; гаубиці; гаубиць; пушки; пушок; артиллерия;
        артиллерии; артиллерийские системы; артиллерийских систем; артсистемы; орудия; орудий; гаубицы; arta; artyleriia;
        artyleria; artileria; artillerie; artillería; artilleria; artyleria; topçu""",
    "mlrs": """mlrs; mrls; mlr; mrl; mlrss; multiple launch rocket systems; multiple launch rocket system; mlr systems;
        multiple rocket launchers; multiple rocket launcher; rocket launchers; rocket launcher; rocket artillery;
        rocket systems; grad; grads; mlrs grad; hrad; rszv; rszo; рсзв; рсзо; реактивні системи залпового вогню;
        реактивних систем залпового вогню; реактивна система залпового вогню; реактивні системи; реактивних систем;
        залпового вогню; реактивна артилерія; гради; градів; град; реактивные системы залпового огня;
        реактивных систем залпового огня; грады; mehrfachraketenwerfer; raketenwerfer; lance roquettes multiples""",
    "air_defence": """air defence; air defense; air defences; air defenses; air defence systems; air defense systems;
        air defence system; air defense system; air defence equipment; anti aircraft; antiaircraft; anti aircraft warfare;
        anti aircraft warfare systems; anti aircraft systems; anti aircraft guns; anti aircraft missiles;
        surface to air missiles; ad; ad systems; aa; aa systems; aad; sam; sams; s 300; s 400; ppo; pvo; ппо; пво; засоби ппо;
        засобів ппо; засіб ппо; установки ппо; установок ппо; системи ппо; систем ппо; протиповітряна оборона;
        протиповітряної оборони; засоби протиповітряної оборони; засобів протиповітряної оборони; зенітки; зеніток; зрк; зркс;
        средства пво; средств пво; системы пво; противовоздушная оборона; flugabwehr; luftabwehr; luftverteidigung;
        obrona przeciwlotnicza; defensa aérea; antiaérea; défense aérienne; difesa aerea""",
    "aircraft": """aircraft; aircrafts; plane; planes; airplane; airplanes; aeroplane; aeroplanes; warplanes; warplane; jets; jet;
        fighter jets; fighter jet; fighters; military aircraft; fixed wing; fixed wing aircraft; bombers; bomber; aviation;
        літаки; літак; літаків; літака; літаками; авіація; авіації; винищувачі; винищувачів; бомбардувальники; самолеты;
        самолет; самолетов; авиация; litaky; litak; litakiv; flugzeuge; flugzeug; aviones; avions; aerei; samoloty;
        samolotów""",
    "helicopters": """helicopters; helicopter; helis; heli; helos; helo; copters; copter; choppers; chopper; rotary wing;
        гелікоптери; гелікоптер; гелікоптерів; гелікоптера; вертольоти; вертоліт; вертольотів; вертольота; гвинтокрили;
        гвинтокрил; гвинтокрилів; вертушки; вертолеты; вертолет; вертолетов; helikoptery; helikopter; hvyntokryly; vertoloty;
        hubschrauber; helicópteros; hélicoptères; elicotteri; śmigłowce; śmigłowców; helikopterler""",
    "uavs": """uavs; uav; uas; drones; drone; unmanned aerial vehicles; unmanned aerial vehicle; unmanned aircraft;
        unmanned aerial systems; unmanned aircraft systems; tactical uavs; operational tactical uavs; operational tactical drones;
        uav operational tactical level; uavs operational tactical level; uavs of the operational tactical level; aerial drones;
        rpa; shahed; shaheds; quadcopters; quadcopter; bpla; bplas; bespilotniki; bezpilotnyky; bezpilotniki; drony; бпла;
        бпла оперативно тактичного рівня; дрони; дронів; дрон; дрона; безпілотники; безпілотників; безпілотник; безпілотні;
        безпілотні літальні апарати; безпілотних літальних апаратів; шахеди; шахедів; шахед; беспилотники; беспилотников;
        беспилотник; дроны; дронов; drohnen; drohne; bezzałogowce; droni""",
    "cruise_missiles": """cruise missiles; cruise missile; missiles; missile; cruises; крилаті ракети; крилатих ракет;
        крилата ракета; крилату ракету; ракети; ракет; ракета; ракету; ракеты; крылатые ракеты; крылатых ракет;
        крылатая ракета; krylati rakety; rakety; marschflugkörper; misiles; misiles de crucero; missiles de croisière;
        pociski manewrujące; missili""",
    "ships": """ships; ship; boats; boat; warships; warship; ships and boats; ships boats; warships boats; warships and boats;
        boats cutters; boats and cutters; ships cutters; cutters; vessels; vessel; navy; naval; naval vessels; fleet; кораблі;
        корабель; кораблів; корабля; катери; катерів; катер; катера; кораблі катери; кораблі та катери; кораблі і катери;
        кораблів катерів; кораблі й катери; флот; флоту; судна; суден; човни; човнів; корабли; кораблей; катеров; корабль;
        лодки; суда; korabli; katery; schiffe; schiff; barcos; buques; navires; bateaux; navi; okręty; gemi""",
    "submarines": """submarines; submarine; subs; sub; підводні човни; підводних човнів; підводний човен; підводного човна; підводні;
        субмарини; субмарин; субмарина; підлодки; підлодок; підлодка; подводные лодки; подводных лодок; подводная лодка;
        подлодки; pidvodni chovny; u boote; u boot; unterseeboote; submarinos; sous marins; sottomarini; okręty podwodne""",
    "vehicles": """vehicles and fuel tanks; vehicles fuel tanks; vehicles and fuel tankers; vehicles and tankers; vehicles;
        vehicle; vehicles and tanks; motor vehicles; motor vehicles and fuel tankers; supply vehicles; trucks; truck; lorries;
        lorry; cars; car; tankers; fuel trucks; tank trucks; tanker trucks; fuel tankers; autos; auto; automotive equipment;
        automotive equipment and tank trucks; automotive; automobile equipment; automobile equipment and fuel tankers;
        cars and cisterns; logistics; автомобільна техніка та автоцистерни; автомобільної техніки та автоцистерн;
        автомобільна техніка і автоцистерни; автомобільна техніка й автоцистерни; автомобілі та автоцистерни;
        автомобілі й автоцистерни; автомобільна техніка; автомобільної техніки; автомобільну техніку; автотехніка; автотехніки;
        автотехніку; автомобілі; автомобілів; автомобіль; авто; автоцистерни; автоцистерн; автоцистерна; машини; машин;
        машина; вантажівки; вантажівок; вантажівка; бензовози; бензовозів; автомобильная техника и автоцистерны;
        автомобильная техника; автомобили; автомобилей; автотехника; машины; грузовики; грузовиков; avtomobili; mashyny;
        avto; fahrzeuge; lastwagen; lkw; vehículos; véhicules; camions; camiones; veicoli; pojazdy""",
    "special_equipment": """special equipment; special; special vehicles; specialised equipment; specialized equipment; specials;
        special machinery; engineering equipment; спеціальна техніка; спеціальної техніки; спеціальну техніку; спецтехніка;
        спецтехніки; спецтехніку; спецмашини; специальная техника; специальной техники; спецтехника; спецтехники;
        spetstekhnika; spectechnika; spezialtechnik; equipo especial""",
    "ground_robots": """ground robots; ground robot; robots; robot; ground robotic systems; ground robotic system;
        ground robotic complexes; robotic systems; ground drones; ground drone; ugv; ugvs; unmanned ground vehicles;
        unmanned ground vehicle; наземні робототехнічні комплекси; наземних робототехнічних комплексів;
        наземний робототехнічний комплекс; наземні роботизовані комплекси; робототехнічні комплекси; робокомплекси;
        наземні роботи; наземних роботів; роботи; роботів; робот; наземні дрони; наземних дронів; нрк; нртк;
        наземные роботы; наземные робототехнические комплексы; наземные дроны; роботы; nrk; roboty; bodenroboter""",
    "automobiles": """automobiles; automobile; military auto; military automobiles; автомобільна техніка 2022""",
    "fuel_tanks": """fuel tanks; fuel tank; fuel cisterns; cisterns; cistern; cisterns with fuel; tanks with fuel;
        tanks with fuel and lubricants; fuel; цистерни з пмм; цистерн з пмм; цистерни; цистерн; цистерна;
        цистерни з паливом; паливні цистерни; цистерны; цистерны с гсм; цистерн с гсм; tsysterny; tanklaster; cisternas""",
    "srbm": """srbm; srbms; mobile srbm; mobile srbm system; mobile srbm systems; short range ballistic missiles; iskander;
        iskanders; отрк; трк; отрк трк; пу отрк трк; пу отрк; пускові установки отрк; оперативно тактичні ракетні комплекси;
        іскандер; іскандери; искандер; искандеры; otrk""",
}

NOT_OURS = """anti tank; antitank; anti tank weapons; atgm; atgms; water tanks; sea drones; naval drones; ballistic missiles;
    протитанкові; протитанкових; птрк; морські дрони; морських дронів; балістичні ракети; балістичних ракет;
    противотанковые; морские дроны; баллистические ракеты"""
"""Phrases that hold one of the names above and mean something that the bulletin does not count."""

SUCCESSORS: Mapping[str, str] = {"automobiles": "vehicles", "fuel_tanks": "vehicles"}
"""Lines of early 2022 -> the line that counts the same things since (see `tally.category`)."""


def typed_names() -> dict[str, str]:
    """What may be typed -> the slug it means; the slugs themselves are among it. Names are as `question.fold` leaves them."""
    names = {slug.replace("_", " "): slug for slug in _TYPED}
    for slug, forms in _TYPED.items():
        names |= {form: slug for form in split_forms(forms)}
    return names


def split_forms(forms: str) -> list[str]:
    """The entries of a table of forms, without the line breaks of the table itself."""
    return [" ".join(form.split()) for form in forms.split(";") if form.strip()]
