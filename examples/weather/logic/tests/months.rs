//! The committed readings, folded and compared with figures computed elsewhere
//! (`data/expected.py`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use weather_logic::{Figures, POLICY, fold, output};

#[derive(Deserialize)]
struct Expected {
    month: u32,
    days: u32,
    dry_days: u32,
    rainfall_tenths_mm: u32,
    max_temp_tenths_c: i32,
    min_temp_tenths_c: i32,
    pays: bool,
    payout_bps: u32,
    rejected: u32,
    output_hex: String,
}

fn data(name: &str) -> String {
    let path = format!("../data/{name}");
    std::fs::read_to_string(path).unwrap()
}

/// The payloads a device sends, by month.
fn months() -> BTreeMap<u32, Vec<String>> {
    let mut months = BTreeMap::<u32, Vec<String>>::new();
    for line in data("seattle-2012.csv").lines().skip(1) {
        let columns: Vec<&str> = line.split(',').collect();
        let [date, rain, temp_max, temp_min, wind, _] = columns[..] else {
            panic!("a row has six columns: {line}")
        };
        let payload = format!(
            r#"{{"station":"seattle","date":"{date}","precipitation_mm":{rain},"temp_max_c":{temp_max},"temp_min_c":{temp_min},"wind_m_s":{wind}}}"#
        );
        months.entry(date[..7].replace('-', "").parse().unwrap()).or_default().push(payload);
    }
    months
}

fn fold_texts(payloads: &[String]) -> Figures {
    fold(payloads.iter().map(String::as_bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_month_comes_to_the_expected_figures() {
    let expected: Vec<Expected> = serde_json::from_str(&data("expected.json")).unwrap();
    let months = months();
    assert_eq!(expected.len(), months.len());
    for want in expected {
        let figures = fold_texts(&months[&want.month]);
        let wanted = Figures {
            month: want.month,
            days: want.days,
            dry_days: want.dry_days,
            rainfall: want.rainfall_tenths_mm,
            temp_max: want.max_temp_tenths_c,
            temp_min: want.min_temp_tenths_c,
            rejected: want.rejected,
        };
        assert_eq!(figures, wanted);
        assert_eq!(POLICY.payout_bps(&figures), want.payout_bps, "{}", want.month);
        assert_eq!(want.payout_bps > 0, want.pays);
        assert_eq!(format!("0x{}", hex(&output(&figures))), want.output_hex, "{}", want.month);
    }
}

#[test]
fn some_months_pay_and_some_do_not() {
    let pays = |month| POLICY.payout_bps(&fold_texts(&months()[&month])) > 0;
    assert!(pays(201_208));
    assert!(!pays(201_201));
}

#[test]
fn a_month_with_too_few_days_pays_nothing() {
    let days = &months()[&201_208];
    assert_eq!(POLICY.payout_bps(&fold_texts(&days[..25])), 10_000);
    assert_eq!(POLICY.payout_bps(&fold_texts(&days[..24])), 0);
}

#[test]
fn the_first_reading_of_a_day_counts() {
    let mut days = months()[&201_208].clone();
    days.push(days[4].replace(r#""precipitation_mm":0.0"#, r#""precipitation_mm":99.9"#));
    let figures = fold_texts(&days);
    assert_eq!((figures.days, figures.rainfall, figures.rejected), (31, 0, 1));
}

#[test]
fn other_stations_and_other_months_are_left_out() {
    let mut days = months()[&201_208].clone();
    let elsewhere = days[0].replace("seattle", "spokane");
    let earlier = days[0].replace("2012-08", "2011-08");
    days.splice(0..0, [elsewhere, earlier]);
    let figures = fold_texts(&days);
    assert_eq!((figures.month, figures.days, figures.rejected), (201_208, 31, 2));
}

#[test]
fn of_two_equally_frequent_months_the_earlier_counts() {
    let months = months();
    let days = [months[&201_208][0].clone(), months[&201_207][0].clone()];
    assert_eq!(fold_texts(&days).month, 201_207);
}

#[test]
fn nothing_comes_to_nothing() {
    assert_eq!(fold([]), Figures::default());
    let nonsense = Figures { rejected: 2, ..Figures::default() };
    assert_eq!(fold([b"".as_slice(), b"{}"]), nonsense);
    assert_eq!(POLICY.payout_bps(&nonsense), 0);
}

proptest! {
    #[test]
    fn order_and_nonsense_do_not_change_the_figures(
        days in Just(months()[&201_211].clone()).prop_shuffle(),
        nonsense in prop::collection::vec(".{0,60}", 0..10),
        at in any::<prop::sample::Index>(),
    ) {
        let clean = fold_texts(&days);
        let mut mixed = days;
        let rejected = u32::try_from(nonsense.len()).unwrap();
        let at = at.index(mixed.len());
        mixed.splice(at..at, nonsense);
        prop_assert_eq!(fold_texts(&mixed), Figures { rejected, ..clean });
    }

    #[test]
    fn every_message_is_a_day_or_rejected(payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..40)) {
        let figures = fold(payloads.iter().map(Vec::as_slice));
        prop_assert_eq!(usize::try_from(figures.days + figures.rejected).unwrap(), payloads.len());
    }

    #[test]
    fn less_rain_in_a_drought_never_pays_less(rain in 0_u32..3000) {
        let month = |rainfall| Figures { days: 30, dry_days: 30, rainfall, ..Figures::default() };
        let payout = POLICY.payout_bps(&month(rain));
        prop_assert!(payout <= 10_000);
        if rain < 2000 {
            prop_assert!(payout >= POLICY.payout_bps(&month(rain + 1)) || rain + 1 > 2000);
        } else {
            prop_assert!(payout <= POLICY.payout_bps(&month(rain + 1)));
        }
        let wet = Figures { dry_days: 0, ..month(rain) };
        prop_assert!(POLICY.payout_bps(&wet) <= payout);
    }
}
