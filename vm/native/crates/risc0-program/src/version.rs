//! Which risc0-zkvm a program was built with, as far as it tells.

use semver::Version;
use sprout_abi::{Code, Failure};

use crate::ZKVM_VERSION;

/// Crate folders of the guest library, as panic locations in an ELF name them.
const MARKER: &[u8] = b"risc0-zkvm-";
/// Longest version text looked at.
const LONGEST: usize = 32;

/// Finds `risc0-zkvm-X.Y.Z/` in the strings of an ELF. Programs built without panic locations have none.
pub fn find(elf: &[u8]) -> Option<Version> {
    let mut rest = elf;
    while let Some(at) = position(rest, MARKER) {
        rest = &rest[at + MARKER.len()..];
        if let Some(version) = leading_version(rest) {
            return Some(version);
        }
    }
    None
}

/// Fails when the ELF was built with another major version of risc0-zkvm than this library's.
pub fn check(elf: &[u8]) -> Result<Option<Version>, Failure> {
    let found = find(elf);
    match &found {
        Some(version) if version.major != own().major => Err(mismatch(&format!(
            "the ELF was built with risc0-zkvm {version}"
        ))),
        _ => Ok(found),
    }
}

/// The error for a program of another zkVM version; `what` says how that is known.
pub fn mismatch(what: &str) -> Failure {
    Failure::new(
        Code::ProgramVersion,
        format!(
            "program was built for another zkVM version: {what}, this library is risc0-zkvm \
             {ZKVM_VERSION}; build the guest with risc0-zkvm {ZKVM_VERSION}"
        ),
    )
}

fn own() -> Version {
    // A constant of this crate; a test parses it.
    Version::parse(ZKVM_VERSION).unwrap_or(Version::new(3, 0, 0))
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

fn leading_version(bytes: &[u8]) -> Option<Version> {
    let head = &bytes[..bytes.len().min(LONGEST)];
    let end = head.iter().position(|byte| matches!(byte, b'/' | b'\\'))?;
    Version::parse(std::str::from_utf8(&head[..end]).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_version_parses() {
        assert_eq!(own().to_string(), ZKVM_VERSION);
    }

    #[test]
    fn versions_are_found_among_strings() {
        let elf = b"..risc0-zkvm-platform-2.2.3/src/a.rs..risc0-zkvm-1.0.5/src/guest/env.rs..";
        assert_eq!(find(elf), Some(Version::new(1, 0, 5)));
        assert_eq!(find(b"risc0-zkvm-"), None);
        assert_eq!(find(b"risc0-zkvm-x/ risc0-zkvm-3"), None);
    }

    #[test]
    fn another_major_version_is_named_beside_ours() {
        let failure = check(b"risc0-zkvm-1.0.5/src").expect_err("too old");
        assert_eq!(failure.code, Code::ProgramVersion);
        assert!(failure.message.contains("1.0.5") && failure.message.contains(ZKVM_VERSION));
        assert_eq!(
            check(b"risc0-zkvm-3.0.1/src"),
            Ok(Some(Version::new(3, 0, 1)))
        );
        assert_eq!(check(b""), Ok(None));
    }
}
