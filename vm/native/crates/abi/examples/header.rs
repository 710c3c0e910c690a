//! Prints the C header: `cargo run --example header > include/prover.h`.

fn main() {
    print!("{}", sprout_abi::header::header());
}
