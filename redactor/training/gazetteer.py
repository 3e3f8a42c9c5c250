"""Words to refill slots with, from the public gazetteers."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Words to refill slots with."""

    forenames: Sequence[str] = field(repr=False)
    surnames: Sequence[str] = field(repr=False)
    places: Sequence[str] = field(repr=False)
    streets: Sequence[str] = field(repr=False)
    schools: Sequence[str] = field(repr=False)
    surgeries: Sequence[str] = field(repr=False)
    hospitals: Sequence[str] = field(repr=False)
    councils: Sequence[str] = field(repr=False)
    forces: Sequence[str] = field(repr=False)
    postcodes: Sequence[str] = field(repr=False)
    countries: Sequence[str] = field(repr=False)
    nicknames: Mapping[str, Sequence[str]] = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read the public gazetteers (see the model card for origin and licence)."""

        def column(name: str, key: str) -> list[str]:
            with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
                return [row[key] for row in csv.DictReader(lines) if row[key]]

        def latin(words: list[str]) -> list[str]:
            return [word for word in words if word.isascii() or any("À" <= c <= "ỹ" for c in word)]

        world = latin(column("world_common-forenames-by-country.csv", "Romanized Name"))
        world_surnames = latin(column("world_common-surnames-by-country.csv", "Romanized Name"))
        diverse = json.loads((folder / "faker_diverse_latin_names.json").read_text("utf-8"))
        births = column("forenames_uk_births_1974_2020.csv", "name")
        adults = column("forenames_ew_rankings_1904_1994.csv", "name")
        surnames = column("surnames_uk_ons.csv", "surname")
        forenames = [
            *births[:400] * 4,
            *births[:4000],
            *random.Random(1).sample(births, 4000),
            *adults * 2,
            *world,
        ]
        for tradition in diverse.values():
            forenames += random.Random(2).sample(tradition["first"], min(150, len(tradition["first"])))
            last = tradition.get("last", [])
            surnames += random.Random(3).sample(last, min(150, len(last)))
        with (folder / "gp_practices_ods_epraccur.csv").open(encoding="utf-8") as lines:
            practices = [row for row in csv.DictReader(lines) if row["setting"] == "4"]
        with (folder / "schools_england_gias.csv").open(encoding="utf-8") as lines:
            schools = list(csv.DictReader(lines))
        nicknames: dict[str, list[str]] = defaultdict(list)
        for name, short in zip(
            column("nicknames.csv", "name1"), column("nicknames.csv", "name2"), strict=True
        ):
            nicknames[name].append(short.title())
        forces = json.loads((folder / "police_forces_uk.json").read_text("utf-8"))
        return cls(
            forenames=forenames,
            surnames=[*surnames[:500] * 3, *surnames, *world_surnames],
            places=column("places_gb_os_open_names.csv", "name")
            + column("places_gb_geonames.csv", "name") * 2,
            streets=column("streets_from_gp_addresses.csv", "street"),
            schools=[row["name"] for row in schools],
            surgeries=[row["name"].title().replace("'S", "'s") for row in practices],
            hospitals=column("hospital_names_from_gp_addresses.csv", "hospital"),
            councils=column("local_authorities_mysociety.csv", "official-name")
            + column("local_authorities_mysociety.csv", "nice-name"),
            forces=[force["name"] for force in forces],
            postcodes=[row["postcode"] for row in practices if row["postcode"]],
            countries=column("countries_geonames.csv", "name"),
            nicknames=nicknames,
        )
