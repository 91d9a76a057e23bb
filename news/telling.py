"""Words by which war news tells what matters, as six-letter stems, in English, Ukrainian and Russian."""

import re


def _stems(*lists: str) -> frozenset[str]:
    return frozenset(word[:6] for listed in lists for word in re.findall(r"[\w'’-]+", listed))


CHANGES = _stems(
    "captured seized liberated retook recaptured withdrew withdrawn retreated advanced attacked struck shelled"
    " destroyed damaged"
    " killed wounded injured died lost shot downed sank sunk exploded breached collapsed flooded evacuated surrendered"
    " occupied annexed invaded entered crossed launched fired hit signed agreed announced declared ordered approved"
    " resumed"
    " suspended ended began halted exchanged released returned reported confirmed raised restored shut reconnected",
    "захопили захоплено звільнили звільнено відступили відійшли просунулися атакували атакувала вдарили обстріляли"
    " знищено"
    " знищили знищила пошкоджено пошкодили загинули загинуло поранено поранення втратили втрати втратила збили збито"
    " затонув"
    " вибух зруйновано зруйнували затопило евакуювали евакуйовано здалися окупували увійшли форсували запустили"
    " підписали"
    " домовилися оголосили оголосив заявив наказав схвалили відновили припинили призупинили почали повернули обміняли"
    " повідомив повідомили підтвердили зупинили зупинено відключили вийшли вивели підірвали підірвано",
    "захватили захвачен освободили освобожден отступили атаковали ударили обстреляли уничтожены уничтожено"
    " повреждены погибли"
    " ранены потеряли потери сбили сбито затонул взрыв разрушен эвакуированы объявили сообщил сообщили подписали"
    " возобновили"
    " прекратили",
)
PLACES_AND_SIDES = _stems(
    "ukraine ukrainian ukraines russia russian russias kyiv moscow forces army troops military general staff"
    " ministry defence"
    " defense region oblast city town president zelensky zelenskyy putin losses casualties navy fleet civilians"
    " residents",
    "україна україни українські українських росія росії російські російських київ москва сили сил армія військові"
    " військових"
    " генеральний штаб генштаб міністерство оборони область області місто міста президент зеленський путін флот"
    " мешканці"
    " цивільні населення зсу",
    "украина украины украинские россия россии российские киев силы армия военные генштаб министерство область город"
    " президент",
)
OPINIONS = _stems(
    "perhaps maybe doubt apparently opinion believe argue arguably hope imagine analysts commentators observers remains"
    " history historians barbarous",
    "можливо мабуть певно думку вважає аналітики експерти оглядачі сподіваються історики нагадаємо",
    "возможно вероятно мнению считает эксперты напомним",
)
DANGLING = frozenset(
    re.findall(
        r"\w+",
        "he she it they this that these those there his her its their but and however also moreover still yet then"
        " so such"
        " he's meanwhile instead both another"
        " він вона воно вони це цей ця ці той та ті його її їх їхні але проте однак також крім тому тоді там він"
        " утім водночас"
        " натомість до он она они это этот эта эти его ее их но однако также кроме поэтому тогда там",
    )
)
STOP_WORDS = frozenset(
    re.findall(
        r"[\w']+",
        "the a an of and to in is that for on was with as by at are from its it be this which have has had were been"
        " their they"
        " not or but he his she her who will would could more than also after before over about into during said"
        " says one out"
        " up there them all when while under between through since"
        " і й та що не на з із зі до за від у в як це для про їх але або після під час його її був була було були є"
        " понад також"
        " яких який яка яке які вже ще щодо через при по й бо чи та ж цей ця ці того тому він вона вони"
        " и с из от это их но или его ее был была было были свыше которых который уже еще о об",
    )
)
