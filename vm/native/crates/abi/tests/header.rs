//! `include/prover.h` is what the generator writes.

use std::path::Path;

#[test]
fn header_is_fresh() {
    let path = Path::new(".").join("../../include/prover.h");
    let committed = std::fs::read_to_string(&path).expect("include/prover.h is readable");
    assert!(
        committed == sprout_abi::header::header(),
        "include/prover.h is stale: run `make native-header`"
    );
}

#[test]
fn struct_layout_is_that_of_the_header() {
    use sprout_abi::SproutBuffer;
    use std::mem::{offset_of, size_of};
    assert_eq!(offset_of!(SproutBuffer, ptr), 0);
    assert_eq!(offset_of!(SproutBuffer, len), size_of::<usize>());
    assert_eq!(offset_of!(SproutBuffer, cap), 2 * size_of::<usize>());
    assert_eq!(size_of::<SproutBuffer>(), 3 * size_of::<usize>());
}
