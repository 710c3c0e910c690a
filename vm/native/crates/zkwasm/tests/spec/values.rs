//! Values of the tests as words, and what they are compared with.

use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::{WastArg, WastRet};

/// An argument as words.
pub fn argument(arg: &WastArg<'_>) -> Option<Vec<u32>> {
    let WastArg::Core(arg) = arg else { return None };
    Some(match arg {
        WastArgCore::I32(value) => vec![*value as u32],
        WastArgCore::I64(value) => pair(*value as u64),
        WastArgCore::F32(value) => vec![value.bits],
        WastArgCore::F64(value) => pair(value.bits),
        _ => return None,
    })
}

fn pair(value: u64) -> Vec<u32> {
    vec![value as u32, (value >> 32) as u32]
}

/// Takes one result off the words; whether it is the expected one, `None` if values of its kind are unknown here.
pub fn expected(ret: &WastRet<'_>, words: &mut &[u32]) -> Option<bool> {
    let WastRet::Core(ret) = ret else { return None };
    Some(match ret {
        WastRetCore::I32(value) => take(words) == *value as u32,
        WastRetCore::I64(value) => take_pair(words) == *value as u64,
        WastRetCore::F32(pattern) => {
            let bits = take(words);
            match pattern {
                NanPattern::Value(value) => bits == value.bits,
                NanPattern::CanonicalNan => bits & 0x7fff_ffff == 0x7fc0_0000,
                NanPattern::ArithmeticNan => bits & 0x7fc0_0000 == 0x7fc0_0000,
            }
        }
        WastRetCore::F64(pattern) => {
            let bits = take_pair(words);
            match pattern {
                NanPattern::Value(value) => bits == value.bits,
                NanPattern::CanonicalNan => bits & (u64::MAX >> 1) == 0x7ff8 << 48,
                NanPattern::ArithmeticNan => bits & 0x7ff8 << 48 == 0x7ff8 << 48,
            }
        }
        _ => return None,
    })
}

fn take(words: &mut &[u32]) -> u32 {
    let (first, rest) = words.split_first().expect("as many words as the type has");
    *words = rest;
    *first
}

fn take_pair(words: &mut &[u32]) -> u64 {
    u64::from(take(words)) | u64::from(take(words)) << 32
}
