//! One day's reading: its shape, its range, its date.

use core::fmt;

use crate::json::{Name, Scanner};

/// What a device measured on one day, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Name of the station.
    pub station: &'a [u8],
    /// Year and month as yyyymm.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Precipitation in tenths of a millimetre, 0 to 500 mm.
    pub rain: i32,
    /// Highest temperature in tenths of a degree Celsius, -60 to 60 °C.
    pub temp_max: i32,
    /// Lowest temperature in tenths of a degree Celsius, -60 °C to the highest.
    pub temp_min: i32,
    /// Wind in tenths of a metre per second, 0 to 100 m/s.
    pub wind: i32,
}

/// Why a message is no usable reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Not one flat JSON object of plain strings and numbers.
    Syntax,
    /// Not a number of at most four digits before and one after the point.
    Number,
    /// A field that no reading has.
    UnknownField,
    /// The named field stands twice.
    RepeatedField(&'static str),
    /// The named field is not there.
    MissingField(&'static str),
    /// Not a day of the calendar, written yyyy-mm-dd, from 1900 on.
    Date,
    /// The named field is beyond what can be measured on Earth, or the lowest temperature is
    /// above the highest.
    Range(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str("not a flat JSON object"),
            Self::Number => f.write_str("number has more than four digits or more than tenths"),
            Self::UnknownField => f.write_str("field is not known"),
            Self::RepeatedField(name) => write!(f, "field {name} stands twice"),
            Self::MissingField(name) => write!(f, "field {name} is missing"),
            Self::Date => f.write_str("date is not a day written yyyy-mm-dd"),
            Self::Range(name) => write!(f, "field {name} is out of range"),
        }
    }
}

impl core::error::Error for Fault {}

const STATION: &str = "station";
const DATE: &str = "date";
const RAIN: &str = "precipitation_mm";
const TEMP_MAX: &str = "temp_max_c";
const TEMP_MIN: &str = "temp_min_c";
const WIND: &str = "wind_m_s";

#[derive(Default)]
struct Fields<'a> {
    station: Option<&'a [u8]>,
    date: Option<[u32; 3]>,
    rain: Option<i32>,
    temp_max: Option<i32>,
    temp_min: Option<i32>,
    wind: Option<i32>,
}

impl<'a> Reading<'a> {
    /// Decodes and checks the payload of one message. All six fields must be there, each
    /// once, in any order, and no others.
    ///
    /// # Errors
    /// The first [`Fault`] found.
    pub fn parse(payload: &'a [u8]) -> Result<Self, Fault> {
        let fields = Fields::parse(payload)?;
        let (month, day) = calendar(fields.date.ok_or(Fault::MissingField(DATE))?)?;
        let temp_max = within(fields.temp_max, TEMP_MAX, -600, 600)?;
        Ok(Self {
            station: fields.station.ok_or(Fault::MissingField(STATION))?,
            month,
            day,
            rain: within(fields.rain, RAIN, 0, 5000)?,
            temp_max,
            temp_min: within(fields.temp_min, TEMP_MIN, -600, temp_max)?,
            wind: within(fields.wind, WIND, 0, 1000)?,
        })
    }
}

impl<'a> Fields<'a> {
    fn parse(payload: &'a [u8]) -> Result<Self, Fault> {
        let mut fields = Self::default();
        let mut scanner = Scanner::new(payload);
        scanner.expect(b'{')?;
        loop {
            let name = scanner.name()?;
            scanner.expect(b':')?;
            fields.read(name, &mut scanner)?;
            if !scanner.accept(b',') {
                break;
            }
        }
        scanner.expect(b'}')?;
        scanner.end()?;
        Ok(fields)
    }

    fn read(&mut self, name: Name, scanner: &mut Scanner<'a>) -> Result<(), Fault> {
        match name {
            Name::Station => once(&mut self.station, scanner.string()?, STATION),
            Name::Date => once(&mut self.date, scanner.date()?, DATE),
            Name::Rain => once(&mut self.rain, scanner.tenths()?, RAIN),
            Name::TempMax => once(&mut self.temp_max, scanner.tenths()?, TEMP_MAX),
            Name::TempMin => once(&mut self.temp_min, scanner.tenths()?, TEMP_MIN),
            Name::Wind => once(&mut self.wind, scanner.tenths()?, WIND),
        }
    }
}

fn once<T>(slot: &mut Option<T>, value: T, name: &'static str) -> Result<(), Fault> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Fault::RepeatedField(name)),
    }
}

fn within(value: Option<i32>, name: &'static str, low: i32, high: i32) -> Result<i32, Fault> {
    let value = value.ok_or(Fault::MissingField(name))?;
    if (low..=high).contains(&value) { Ok(value) } else { Err(Fault::Range(name)) }
}

/// Year and month as yyyymm, and the day, if there is such a day.
const fn calendar([year, month, day]: [u32; 3]) -> Result<(u32, u32), Fault> {
    if year < 1900 || day == 0 || day > days_of(year, month) {
        return Err(Fault::Date);
    }
    Ok((year * 100 + month, day))
}

/// Days of a month of the Gregorian calendar; none for a month that does not exist.
const fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}
