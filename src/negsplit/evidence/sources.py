"""Every source once, with what of it was read.

The articles are the ones that the forms and goals come from; they are named by their
subject.
"""

from __future__ import annotations

from negsplit.evidence.records import Reading, Source

PRACTICE_ARTICLE = Source(
    "Article on progression runs as pacing practice, in five ways", Reading.WHOLE
)
BASE_ARTICLE = Source("Article on progression runs in base training", Reading.WHOLE)
GOAL_ARTICLE = Source(
    "Article on progression runs by physiological goal: VDOT, threshold, VO2max",
    Reading.WHOLE,
)
PACE_ARTICLE = Source("Article on increasing running pace", Reading.WHOLE)
MILE_ARTICLE = Source("Article on nine weeks to a five-minute mile", Reading.WHOLE)

DANIELS_GILBERT = Source(
    "J. Daniels and J. Gilbert, Oxygen Power: Performance Tables for Distance "
    "Runners, 1979",
    Reading.REPRODUCED,
)
DANIELS = Source(
    "J. Daniels, Daniels' Running Formula, 3rd ed., Human Kinetics, 2014",
    Reading.REPRODUCED,
)
COUCH_TO_5K = Source(
    "NHS, Couch to 5K: nine weeks of running and walking by turns", Reading.REPRODUCED
)
FRANDSEN = Source(
    "J. S. B. Frandsen et al., How much running is too much? Identifying high-risk "
    "running sessions in a 5200-person cohort study, Br J Sports Med 59, 2025",
    Reading.ABSTRACT,
)
COOK = Source(
    "S. D. Cook, M. A. Kester and M. E. Brunet, Shock absorption characteristics of "
    "running shoes, Am J Sports Med 13, 1985",
    Reading.REPRODUCED,
)
HELGERUD = Source(
    "J. Helgerud et al., Aerobic high-intensity intervals improve VO2max more than "
    "moderate training, Med Sci Sports Exerc 39, 2007",
    Reading.ABSTRACT,
)
BILLAT = Source(
    "V. L. Billat et al., Intermittent runs at the velocity associated with maximal "
    "oxygen uptake, Eur J Appl Physiol 81, 2000",
    Reading.ABSTRACT,
)
MILLET = Source(
    "G. P. Millet et al., Responses to different intermittent runs at velocity "
    "associated with VO2max, Can J Appl Physiol 28, 2003",
    Reading.ABSTRACT,
)
ACSM_COLD = Source(
    "J. W. Castellani et al., American College of Sports Medicine position stand: "
    "prevention of cold injuries during exercise, Med Sci Sports Exerc 38, 2006",
    Reading.ABSTRACT,
)
SANDSUND = Source(
    "M. Sandsund et al., Effect of ambient temperature on endurance performance while "
    "wearing cross-country skiing clothing, Eur J Appl Physiol 112, 2012",
    Reading.ABSTRACT,
)
DAVIES_THOMPSON = Source(
    "C. T. M. Davies and M. W. Thompson, Estimated aerobic performance and energy cost "
    "of severe exercise of 24 h duration, Ergonomics 22, 1979",
    Reading.ABSTRACT,
)
LAURSEN = Source(
    "P. B. Laursen et al., Reliability of time-to-exhaustion versus time-trial running "
    "tests in runners, Med Sci Sports Exerc 39, 2007",
    Reading.ABSTRACT,
)
NOAKES = Source(
    "T. D. Noakes, Rating of perceived exertion as a predictor of the duration of "
    "exercise that remains until exhaustion, Br J Sports Med 42, 2008",
    Reading.ABSTRACT,
)
FAULKNER = Source(
    "J. Faulkner, G. Parfitt and R. Eston, The rating of perceived exertion during "
    "competitive running scales with time, Psychophysiology 45, 2008",
    Reading.ABSTRACT,
)
DUPONT = Source(
    "G. Dupont et al., Time spent at a high percentage of VO2max for short "
    "intermittent runs, Can J Appl Physiol 27, 2002",
    Reading.ABSTRACT,
)
SWAIN = Source(
    "D. P. Swain et al., Target heart rates for the development of cardiorespiratory "
    "fitness, Med Sci Sports Exerc 26, 1994",
    Reading.REPRODUCED,
)
SWAIN_LEUTHOLTZ = Source(
    "D. P. Swain and B. C. Leutholtz, Heart rate reserve is equivalent to %VO2 "
    "reserve, not to %VO2max, Med Sci Sports Exerc 29, 1997",
    Reading.REPRODUCED,
)
STRAVA_FIT = Source(
    "Strava's grade adjustment, fitted to heart rates of many runners, as read out by "
    "the open-source program Elevate",
    Reading.REPRODUCED,
)
DE_SMET = Source(
    "De Smet et al., heart-rate kinetics, as used by the library sweat",
    Reading.REPRODUCED,
)
SKIBA = Source(
    "P. F. Skiba et al., Intramuscular determinants of the ability to recover work "
    "capacity above critical power, Eur J Appl Physiol 115, 2015",
    Reading.REPRODUCED,
)
GALBRAITH = Source(
    "A. Galbraith et al., A single-visit field test of critical speed, Int J Sports "
    "Physiol Perform 9, 2014",
    Reading.REPRODUCED,
)
BILLAT_SLOW = Source(
    "V. L. Billat et al., Effect of a prior intermittent run at vVO2max on oxygen "
    "kinetics during an all-out severe run in humans, J Sports Med Phys Fitness 40, "
    "2000",
    Reading.ABSTRACT,
)
DI_PRAMPERO = Source(
    "P. E. di Prampero and G. Ferretti, The energetics of anaerobic muscle "
    "metabolism, Respir Physiol 118, 1999",
    Reading.REPRODUCED,
)
HUNTER = Source(
    "B. Hunter et al., on the first threshold and critical speed, 2024",
    Reading.REPRODUCED,
)
MANTZIOS = Source(
    "K. Mantzios et al., Effects of weather parameters on endurance running "
    "performance, Med Sci Sports Exerc 54, 2022",
    Reading.ABSTRACT,
)
ELY = Source(
    "M. R. Ely et al., Impact of weather on marathon-running performance, Med Sci "
    "Sports Exerc 39, 2007",
    Reading.REPRODUCED,
)
FRIEL = Source("J. Friel, on decoupling, from memory", Reading.REPRODUCED)
TANAKA = Source(
    "H. Tanaka et al., Age-predicted maximal heart rate revisited, J Am Coll Cardiol "
    "37, 2001",
    Reading.REPRODUCED,
)
QUER = Source(
    "G. Quer et al., Inter- and intraindividual variability in daily resting heart "
    "rate, PLoS ONE 15, 2020",
    Reading.ABSTRACT,
)
VICKERS = Source(
    "A. J. Vickers and E. A. Vertosick, An empirical study of race times in "
    "recreational endurance runners, BMC Sports Sci Med Rehabil 8, 2016",
    Reading.REPRODUCED,
)
BURNS = Source(
    "G. T. Burns et al., Step frequency patterns of elite ultramarathon runners, J "
    "Appl Physiol 126, 2019",
    Reading.REPRODUCED,
)
FOSTER_SPEED = Source(
    "C. Foster et al., on critical speed and the speed of VO2max in races of one and "
    "two miles, 2022",
    Reading.REPRODUCED,
)
BOSQUET = Source(
    "L. Bosquet et al., Effects of tapering on performance, Med Sci Sports Exerc 39, "
    "2007; from memory",
    Reading.REPRODUCED,
)
FOSTER_LOAD = Source(
    "C. Foster et al., A new approach to monitoring exercise training, J Strength Cond "
    "Res 15, 2001",
    Reading.REPRODUCED,
)
BEST_TIMES = Source(
    "Best times of 797 runners over 5 km, 10 km, half and full marathon, recomputed "
    "for negsplit",
    Reading.OWN,
)
CLUB_BESTS = Source(
    "Public record lists of one running club: 66 runners with two to four of the same "
    "distances, half of the marathons under 2:52; compared for negsplit, no constant "
    "is fitted to them",
    Reading.OWN,
)
WORLD_RECORDS = Source(
    "World records over 1500 m, 5000 m and the marathon, men, as of 2024",
    Reading.REPRODUCED,
)
RECORD_LISTS = Source(
    "Men's world records from 1500 m to the marathon, as of November 2026, from memory "
    "and press reports",
    Reading.REPRODUCED,
)
BOUCHARD = Source(
    "C. Bouchard et al., Familial aggregation of VO2max response to exercise training, "
    "J Appl Physiol 87, 1999",
    Reading.ABSTRACT,
)
HEART_RECORDINGS = Source(
    "734 public recordings of five runners, fitted for negsplit", Reading.OWN
)
CALCULATOR = Source(
    "The official VDOT calculator, as re-implemented twice", Reading.REPRODUCED
)
CHENG = Source(
    "B. Cheng et al., A new approach for the determination of ventilatory and lactate "
    "thresholds, Int J Sports Med 13, 1992",
    Reading.REPRODUCED,
)
BISHOP = Source(
    "D. Bishop et al., The relationship between plasma lactate parameters, Wpeak and "
    "1-h cycling performance in women, Med Sci Sports Exerc 30, 1998",
    Reading.REPRODUCED,
)
LACTATE_PROGRAMS = Source(
    "The programs lactate-thresholds and lactater, whose worked examples are met",
    Reading.REPRODUCED,
)
JEUKENDRUP = Source(
    "A. E. Jeukendrup, Multiple transportable carbohydrates and their benefits, Sports "
    "Science Exchange 108; its key points",
    Reading.ABSTRACT,
)
WALLIS = Source(
    "G. A. Wallis and T. Podlogar, Dietary carbohydrate and the endurance athlete: "
    "contemporary perspectives, Sports Science Exchange, 2022; its key points",
    Reading.ABSTRACT,
)
COURSE_MEASUREMENT = Source(
    "Answers of organisers of certified marathons on what satellite watches read, "
    "after USA Track and Field's rules of course measurement",
    Reading.WHOLE,
)
RIEGEL = Source(
    "P. S. Riegel, Athletic records and human endurance, American Scientist 69, 1981",
    Reading.REPRODUCED,
)
SMYTH = Source(
    "B. Smyth, How recreational marathon runners hit the wall, PLoS ONE 16, 2021",
    Reading.REPRODUCED,
)
OWN_CALCULATION = Source("Recomputed for negsplit", Reading.OWN)
OWN_LABELS = Source("Recordings labelled by eye for negsplit", Reading.OWN)
