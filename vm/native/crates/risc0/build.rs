//! Keeps symbols of the archives the library is linked from out of its export table: only the ABI
//! functions, which stand in this crate's own objects, are visible.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-cdylib-link-arg=-Wl,--exclude-libs,ALL");
}
