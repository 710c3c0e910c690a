//! What is a reading and what is not, field by field.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use proptest::prelude::*;
use weather_logic::{Fault, Reading};

const GOOD: &str = r#"{"station":"seattle","date":"2012-02-29","precipitation_mm":10.9,"temp_max_c":10.6,"temp_min_c":-2.8,"wind_m_s":4}"#;

fn parse(text: &str) -> Result<Reading<'_>, Fault> {
    Reading::parse(text.as_bytes())
}

#[test]
fn a_reading_is_read() {
    let reading = Reading {
        station: b"seattle",
        month: 201_202,
        day: 29,
        rain: 109,
        temp_max: 106,
        temp_min: -28,
        wind: 40,
    };
    assert_eq!(parse(GOOD), Ok(reading));
    let spaced = " {\n \"wind_m_s\" : 4 ,\t\"date\":\"2012-02-29\", \"temp_min_c\": -2.8,\r\"temp_max_c\":10.6,\"precipitation_mm\":10.9,\"station\":\"seattle\"} ";
    assert_eq!(parse(spaced), Ok(reading), "order of fields and white space are free");
}

#[test]
fn each_fault_has_its_name() {
    let table = [
        ("{", "[", Fault::Syntax),
        ("}", "", Fault::Syntax),
        ("}", "}}", Fault::Syntax),
        ("}", ",}", Fault::Syntax),
        (":4", "=4", Fault::Syntax),
        ("seattle", "sea\\u0074tle", Fault::Syntax),
        ("seattle", "sea\nttle", Fault::Syntax),
        (r#""seattle""#, "7", Fault::Syntax),
        ("10.9", r#""10.9""#, Fault::Number),
        ("10.9", "", Fault::Number),
        ("10.9", "null", Fault::Number),
        ("10.9", "10.", Fault::Number),
        ("10.9", "10.95", Fault::Number),
        ("10.9", "1.0.9", Fault::Number),
        ("10.9", "1e1", Fault::Number),
        ("10.9", "010.9", Fault::Number),
        ("10.9", "00", Fault::Number),
        ("10.9", "- 1", Fault::Number),
        ("10.9", "--1", Fault::Number),
        ("10.9", "12345", Fault::Number),
        ("10.9", "99999999999999999999", Fault::Number),
        ("wind_m_s", "gust_m_s", Fault::UnknownField),
        ("wind_m_s", "temp_max_c", Fault::RepeatedField("temp_max_c")),
        (r#""station":"seattle","#, "", Fault::MissingField("station")),
        (r#","wind_m_s":4"#, "", Fault::MissingField("wind_m_s")),
        ("2012-02-29", "2011-02-29", Fault::Date),
        ("2012-02-29", "1900-02-29", Fault::Date),
        ("2012-02-29", "1899-02-28", Fault::Date),
        ("2012-02-29", "2012-13-01", Fault::Date),
        ("2012-02-29", "2012-00-01", Fault::Date),
        ("2012-02-29", "2012-04-31", Fault::Date),
        ("2012-02-29", "2012-02-00", Fault::Date),
        ("2012-02-29", "2012-2-29", Fault::Date),
        ("2012-02-29", "2012-02-29T00:00:00Z", Fault::Date),
        ("2012-02-29", "2O12-02-29", Fault::Date),
        ("10.9", "-0.1", Fault::Range("precipitation_mm")),
        ("10.9", "500.1", Fault::Range("precipitation_mm")),
        ("10.6", "60.1", Fault::Range("temp_max_c")),
        ("-2.8", "-60.1", Fault::Range("temp_min_c")),
        ("-2.8", "10.7", Fault::Range("temp_min_c")),
        (":4", ":100.1", Fault::Range("wind_m_s")),
        (":4", ":-4", Fault::Range("wind_m_s")),
    ];
    for (from, to, fault) in table {
        let text = GOOD.replacen(from, to, 1);
        assert_eq!(parse(&text), Err(fault), "{text}");
    }
    assert_eq!(parse(""), Err(Fault::Syntax));
    assert_eq!(parse("{}"), Err(Fault::Syntax));
    let unended = GOOD.trim_end_matches(r#":4}"#);
    assert_eq!(parse(unended), Err(Fault::Syntax));
    assert_eq!(parse(r#"{"station":"seattle"#), Err(Fault::Syntax));
}

#[test]
fn the_ends_of_every_range_are_inside() {
    for (from, to) in [
        ("10.9", "500"),
        ("10.9", "-0.0"),
        ("10.6", "60.0"),
        ("-2.8", "-60.0"),
        ("-2.8", "10.6"),
        (":4", ":100.0"),
        ("2012-02-29", "2000-02-29"),
        ("2012-02-29", "9999-12-31"),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert!(parse(&text).is_ok(), "{text}");
    }
}

proptest! {
    #[test]
    fn numbers_are_read_as_serde_reads_them(tenths in -600_i32..=600) {
        let number = serde_json::to_string(&(f64::from(tenths) / 10.0)).unwrap();
        let text = GOOD.replacen("10.6", "60.0", 1).replacen("-2.8", &number, 1);
        prop_assert_eq!(parse(&text).unwrap().temp_min, tenths);
    }

    #[test]
    fn what_is_accepted_is_json_with_six_fields(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = GOOD.as_bytes().to_vec();
        let at = at.index(text.len());
        if let Some(slot) = text.get_mut(at) {
            *slot = byte;
        }
        if Reading::parse(&text).is_ok() {
            let lossy = String::from_utf8_lossy(&text);
            let value: serde_json::Value = serde_json::from_str(&lossy).unwrap();
            prop_assert_eq!(value.as_object().map(serde_json::Map::len), Some(6));
        }
    }
}
