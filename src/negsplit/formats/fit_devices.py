"""The names behind the numbers of manufacturers and watches in FIT files.

Names are those of the global FIT profile; regional variants and devices that do not
record runs are left out. The tests compare them with an independent decoder's table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.formats.fit_rows import Row

MANUFACTURERS = {
    1: "garmin",
    15: "dynastream",
    23: "suunto",
    32: "wahoo_fitness",
    70: "sigmasport",
    71: "tomtom",
    95: "stryd",
    123: "polar_electro",
    142: "tag_heuer",
    255: "development",
    258: "lezyne",
    260: "zwift",
    265: "strava",
    267: "bryton",
    289: "hammerhead",
    294: "coros",
    310: "decathlon",
    326: "nike",
}
GARMIN = 1
# The device that wrote the file among those it heard from.
_CREATOR = 0


def _table(text: str) -> dict[int, str]:
    pairs = (entry.split(":") for entry in text.split())
    return {int(number): name for number, name in pairs}


GARMIN_PRODUCTS = _table(
    """
717:fr405 782:fr50 988:fr60 1018:fr310xt 1124:fr110 1328:fr910xt 1345:fr610
1436:fr70 1446:fr310xt_4t 1482:fr10 1551:fenix 1623:fr620 1632:fr220
1765:fr920xt 1903:fr15 1907:vivo_active 1967:fenix2 1988:epix 2050:fenix3
2148:fr25 2153:fr225 2156:fr630 2157:fr230 2158:fr735xt 2187:d2airvenu
2262:d2_bravo 2337:vivo_active_hr 2413:fenix3_hr 2431:fr235 2432:fenix3_chronos
2503:fr35 2544:fenix5s 2547:d2_bravo_titanium 2604:fenix5x 2691:fr935
2697:fenix5 2700:vivoactive3 2819:d2charlie 2886:fr645 2888:fr645m 2891:fr30
2900:fenix5s_plus 2988:vivoactive3m_w 3066:vivoactive3m_l 3076:fr245
3077:fr245_music 3110:fenix5_plus 3111:fenix5x_plus 3113:fr945
3126:instinct_esports 3224:vivoactive4_small 3225:vivoactive4_large 3226:venu
3246:marq_driver 3247:marq_aviator 3248:marq_captain 3249:marq_commander
3250:marq_expedition 3251:marq_athlete 3258:descent_mk2 3282:fr45
3287:fenix6S_sport 3288:fenix6S 3289:fenix6_sport 3290:fenix6 3291:fenix6x
3405:swim2 3466:instinct_solar 3542:descent_mk2s 3589:fr745 3596:venusq_music
3599:venusq_music_v2 3600:venusq 3624:marq_adventurer 3638:enduro 3652:fr945_lte
3703:venu2 3704:venu2s 3739:marq_golfer 3851:venu2_plus 3869:fr55
3888:instinct_2 3889:instinct_2s 3905:fenix7s 3906:fenix7 3907:fenix7x
3943:epix_gen2 3990:fr255_music 3991:fr255_small_music 3992:fr255
3993:fr255_small 4005:descent_g1 4024:fr955 4105:marq_gen2 4115:venusq2
4116:venusq2music 4124:marq_gen2_aviator 4125:d2_air_x10 4135:tactix7
4155:instinct_crossover 4222:descent_mk3 4223:descent_mk3i 4257:fr265_large
4258:fr265_small 4260:venu3 4261:venu3s 4312:epix_gen2_pro_42
4313:epix_gen2_pro_47 4314:epix_gen2_pro_51 4315:fr965 4341:enduro2
4374:fenix7s_pro_solar 4375:fenix7_pro_solar 4376:fenix7x_pro_solar
4394:instinct_2x 4426:vivoactive5 4432:fr165 4433:fr165_music
4472:marq_gen2_commander 4532:fenix8_solar 4533:fenix8_solar_large
4534:fenix8_small 4536:fenix8 4556:d2_mach1_pro 4575:enduro3 4583:instinctE_40mm
4584:instinctE_45mm 4585:instinct3_solar_45mm 4586:instinct3_amoled_45mm
4587:instinct3_amoled_50mm 4588:descent_g2 4625:vivoactive6 4666:fenix_e
4759:instinct3_solar_50mm 4775:tactix8_amoled 4776:tactix8_solar
"""
)


def device_name(file_ids: Sequence[Row], devices: Sequence[Row]) -> str:
    """Return manufacturer and product of the device that recorded."""
    creators = [row for row in devices if row.get("device_index") == _CREATOR]
    said = [*file_ids, *creators]
    maker = next((int(r["manufacturer"]) for r in said if "manufacturer" in r), None)
    product = _product(said, maker)
    if maker is None:
        return product
    return f"{MANUFACTURERS.get(maker, f'manufacturer {maker}')} {product}".strip()


def _product(said: Sequence[Row], maker: int | None) -> str:
    for row in said:
        if name := str(row.get("product_name", "")).strip():
            return name
    number = next((int(row["product"]) for row in said if "product" in row), None)
    if number is None:
        return ""
    known = GARMIN_PRODUCTS.get(number) if maker == GARMIN else None
    return known or f"product {number}"
