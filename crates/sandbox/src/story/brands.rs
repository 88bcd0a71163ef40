//! The agency's three brands: where they post, when, and what they have to say.

use crate::profiles::NewProfile;

/// A brand of the agency.
#[derive(Debug)]
pub(crate) struct Brand {
    pub(crate) profile: NewProfile<'static>,
    /// Background and three foreground colours of its pictures.
    pub(crate) colours: [[u8; 3]; 4],
    /// What the automation posts.
    pub(super) series: &'static [Series],
    /// What a person posts now and then.
    pub(super) occasions: &'static [&'static str],
    pub(super) occasion_platforms: &'static [&'static str],
    /// What waits to go out with the last of the series.
    pub(super) coming: [&'static str; 2],
}

/// Posts at one time of day, each made of a beginning and an end.
#[derive(Debug)]
pub(crate) struct Series {
    pub(super) hour: i8,
    pub(super) weekends: bool,
    pub(super) platforms: &'static [&'static str],
    /// Whether each post has a picture.
    pub(super) pictures: bool,
    pub(super) beginnings: &'static [&'static str],
    pub(super) ends: &'static [&'static str],
}

pub(crate) const BRANDS: [Brand; 3] = [
    Brand {
        profile: NewProfile {
            profile_name: "Lindenhof Café",
            username: "lindenhof_cafe",
            platforms: &["instagram", "facebook", "threads", "pinterest"],
        },
        colours: [
            [244, 236, 222],
            [122, 74, 42],
            [196, 140, 82],
            [84, 110, 74],
        ],
        series: &[
            Series {
                hour: 9,
                weekends: true,
                platforms: &["instagram", "facebook"],
                pictures: true,
                beginnings: &[
                    "Good morning! The first sourdough is out of the oven",
                    "Fresh this morning: poppy seed rolls, still warm",
                    "The window seats are free and the coffee is ready",
                    "Today's croissants have been resting since yesterday noon",
                    "Our plum jam of the season is on the counter",
                    "We baked rye with caraway today, only twenty loaves",
                    "Breakfast is served until half past eleven",
                    "The cinnamon buns came out a little bigger than planned",
                    "New beans from our roaster: chocolate, a bit of orange",
                ],
                ends: &[
                    ". Come by before work.",
                    ". The yard is open, bring the dog.",
                    ". Oat milk costs nothing extra, as always.",
                    ", and there is a table in the sun.",
                    ". Take one home for tomorrow, it keeps well.",
                    ". See you on Lindenstraße.",
                    ". Students get a second cup on the house.",
                ],
            },
            Series {
                hour: 12,
                weekends: true,
                platforms: &["facebook", "threads"],
                pictures: false,
                beginnings: &[
                    "Lunch today: lentil soup with smoked paprika",
                    "Lunch today: potato dumplings, brown butter and sage",
                    "Lunch today: quiche with leek and mountain cheese",
                    "Lunch today: beetroot salad, walnuts, goat's cheese",
                    "Lunch today: chickpea stew with lemon and parsley",
                    "Lunch today: mushroom risotto",
                    "Lunch today: pea soup with mint, warm or cold",
                    "Lunch today: spinach tart with pine nuts",
                    "Lunch today: tomato and bread salad",
                    "Lunch today: carrot and ginger soup",
                    "Lunch today: baked celeriac with apple",
                ],
                ends: &[
                    ". Nine euros with bread and a small salad.",
                    ". Until it is gone, usually around two.",
                    ". Also to take away, in our deposit jars.",
                    ". Vegan on request.",
                    ". The week's menu: https://lindenhof-cafe.example/menu",
                ],
            },
            Series {
                hour: 17,
                weekends: true,
                platforms: &["instagram", "facebook"],
                pictures: true,
                beginnings: &[
                    "Two slices of the apple cake are left",
                    "Cheesecake with sour cherries, just cut",
                    "The poppy seed cake came out well today",
                    "Last round of waffles for today",
                    "Carrot cake with a lot of hazelnut",
                    "Chocolate tart with sea salt, six pieces",
                    "Plum crumble, best with a spoon of cream",
                    "Lemon drizzle cake, light enough for a second one",
                ],
                ends: &[
                    ". We close at seven.",
                    ". Call us and we keep a piece for you.",
                    ". Good evening from the whole team.",
                    ". Whole cakes to order: https://lindenhof-cafe.example/cakes",
                    ". Tomorrow there will be something with pears.",
                ],
            },
        ],
        occasions: &[
            "On Saturday we open at ten. The new oven arrives and it is heavier than the door is \
             wide.",
            "Thank you for a full house at the reading last night. The next one is in four weeks.",
            "We are looking for someone who likes early mornings and bread. Write to us: \
             https://lindenhof-cafe.example/jobs",
            "The yard has new benches, made by our neighbour from the old floor of the hall.",
            "Our opening hours over the holidays are on the door and on \
             https://lindenhof-cafe.example/hours",
            "The coffee machine is back from its check-up. It sounds ten years younger.",
            "We found a set of keys under table four. They are at the counter, with a red ribbon.",
        ],
        occasion_platforms: &["facebook", "threads"],
        coming: [
            "Pear and almond cake from today, as long as our neighbour's tree lasts.",
            "Board games from six this evening. Bring one, or play one of ours.",
        ],
    },
    Brand {
        profile: NewProfile {
            profile_name: "Velo Marten",
            username: "velo_marten",
            platforms: &[
                "x",
                "facebook",
                "linkedin",
                "instagram",
                "bluesky",
                "youtube",
            ],
        },
        colours: [
            [226, 232, 236],
            [28, 54, 74],
            [208, 84, 52],
            [120, 148, 160],
        ],
        series: &[
            Series {
                hour: 9,
                weekends: false,
                platforms: &["x", "facebook"],
                pictures: false,
                beginnings: &[
                    "Workshop note: check your tyre pressure before the weekend",
                    "Workshop note: a dry chain is a loud chain",
                    "Workshop note: brake pads wear faster in wet weeks",
                    "Workshop note: new cables make an old bike feel young",
                    "Workshop note: lights on, even when it is only cloudy",
                    "Workshop note: a loose headset knocks when you brake",
                    "Workshop note: winter salt and aluminium are no friends",
                    "Workshop note: batteries like the hallway more than the shed",
                    "Workshop note: saddle height is worth ten minutes",
                ],
                ends: &[
                    ". We do it while you wait.",
                    ". Appointments: https://velomarten.example/workshop",
                    ". Free check on Thursdays after four.",
                    ". Ask us, asking is free.",
                    ". Your knees will thank you.",
                    ". It takes us a quarter of an hour.",
                    ". More of these at https://velomarten.example/notes",
                ],
            },
            Series {
                hour: 17,
                weekends: false,
                platforms: &["facebook", "linkedin"],
                pictures: false,
                beginnings: &[
                    "Company bikes: what a fleet of ten costs in its first year",
                    "How we plan spare parts when deliveries take eight weeks",
                    "Three questions to ask before leasing cargo bikes",
                    "Why we repair gear hubs instead of replacing them",
                    "Our apprentice built her first wheel today",
                    "What insurers want to know about a bike cellar",
                    "From the shop floor: the return of the steel frame",
                    "Commuting at minus five: what our customers actually use",
                    "A delivery service switched six vans for cargo bikes",
                ],
                ends: &[
                    ". A short read: https://velomarten.example/journal",
                    ". We are glad to show you the numbers.",
                    ". Talk to Jonas if you plan something similar.",
                    ". Questions are welcome below.",
                    ". Part two follows next week.",
                    ". We learned more from it than expected.",
                    ". Visits to the workshop: any weekday after five.",
                ],
            },
        ],
        occasions: &[
            "The Sunday ride starts at nine from the shop. Sixty easy kilometres, one coffee stop.",
            "Found near the station: a child's helmet, blue, with a fox. It waits at our counter.",
            "We sold the last of last year's touring frames today. Thank you for five good seasons.",
            "Jonas is speaking about repairable bikes at the town hall on Tuesday at seven.",
            "The delivery with the new hubs is here. If you wait for one, we will call you.",
            "Closed on Friday for stocktaking. Pumps and tubes are in the machine at the door.",
            "A customer has crossed 40 000 kilometres on the same frame. We changed nearly all the rest.",
        ],
        occasion_platforms: &["x", "facebook", "linkedin"],
        coming: [
            "Part two of the fleet calculation: what the third year costs. https://velomarten.example/journal",
            "How to store a bike over winter, in five minutes. https://velomarten.example/journal",
        ],
    },
    Brand {
        profile: NewProfile {
            profile_name: "Marea Yoga",
            username: "marea_yoga",
            platforms: &["instagram", "facebook", "threads", "tiktok", "x"],
        },
        colours: [
            [232, 238, 236],
            [36, 92, 96],
            [128, 176, 168],
            [222, 170, 146],
        ],
        series: &[
            Series {
                hour: 12,
                weekends: true,
                platforms: &["instagram", "threads"],
                pictures: true,
                beginnings: &[
                    "A minute for your shoulders: arms up, breathe out, let them fall",
                    "If you sit today, stand up for the next call",
                    "Lunch break practice: five slow breaths before the first bite",
                    "Wrists tired from typing? Circle them, ten times each way",
                    "Feet flat on the floor, eyes closed, one minute",
                    "A small twist in your chair is still a twist",
                    "Look at something far away for a while",
                    "Your jaw is probably tense right now. Let it go",
                    "Stretch one side, then notice the difference",
                ],
                ends: &[
                    ". That is all for today.",
                    ". More of it tonight in the studio.",
                    ". Save this for Monday.",
                    ". It counts, even at a desk.",
                    ". Slow is fine.",
                    ". Nobody is watching.",
                    ". We do this one every morning.",
                ],
            },
            Series {
                hour: 17,
                weekends: true,
                platforms: &["instagram", "facebook"],
                pictures: true,
                beginnings: &[
                    "Tonight at seven: gentle flow with Ines, four places left",
                    "Tonight at seven: yin for runners, mats are there",
                    "Tonight at half past six: beginners, first class free",
                    "Tonight at eight: breath and rest, bring warm socks",
                    "Tonight at seven: strong flow with Tomás",
                    "Tonight at half past six: back care, small group",
                    "Tonight at eight: candlelight practice",
                    "Tonight at seven: balance, we will fall over a lot",
                ],
                ends: &[
                    ". Book: https://mareayoga.example/classes",
                    ". Walk in if you like.",
                    ". Doors open a quarter of an hour before.",
                    ". Your ten-class card is valid.",
                    ". Showers and tea afterwards.",
                ],
            },
        ],
        occasions: &[
            "The autumn retreat is full. There is a waiting list: https://mareayoga.example/retreat",
            "The studio gets a new floor next week, so we practise in the park. Bring a blanket.",
            "Ines has finished her training in prenatal yoga. Classes start next month.",
            "Lost and found: two water bottles, one grey scarf, a book about owls.",
            "New on Wednesdays: a class without music, for those who like it quiet.",
            "Tomás is back from Lisbon and has brought tea for everyone.",
            "The heating works again. Thank you for practising in three sweaters.",
        ],
        occasion_platforms: &["threads", "facebook"],
        coming: [
            "Open studio this evening: look around, ask anything, leave your shoes at the door.",
            "Partner practice this evening. Come with a friend, or find one here.",
        ],
    },
];
