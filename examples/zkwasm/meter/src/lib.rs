//! What a meter counted, and what that costs. The readings stay private.
//!
//! A message is `{"private_input":[n, r1, …, rn],"public_input":[device, tariff]}`: n readings, 1 to 1000, none of them below
//! the one before. The outputs are the consumption, rn - r1, and the amount, consumption · tariff. They stand in the proof's
//! journal behind the public inputs; of the readings it says no more than that. Messages of which this does not hold have no
//! proof.

#![no_std]

/// Most readings of a message.
const MOST: u64 = 1000;

/// What nodes offer to modules. Numbers have 64 bits.
mod host {
    #[link(wasm_import_module = "env")]
    unsafe extern "C" {
        /// The next private (0) or public (1) input of the message.
        pub safe fn wasm_input(is_public: u32) -> u64;
        /// Writes an output.
        pub safe fn wasm_output(value: u64);
        /// Ends the program without a proof if `condition` is 0.
        pub safe fn require(condition: u32);
    }
}

fn private_input() -> u64 {
    host::wasm_input(0)
}

fn public_input() -> u64 {
    host::wasm_input(1)
}

fn require(condition: bool) {
    host::require(condition.into());
}

/// Where the module begins, once for each message.
// SAFETY: no other symbol of this name is linked.
#[unsafe(no_mangle)]
pub extern "C" fn zkmain() {
    let _device = public_input();
    let tariff = public_input();
    let readings = private_input();
    require((1..=MOST).contains(&readings));
    let first = private_input();
    let mut last = first;
    for _ in 1..readings {
        let reading = private_input();
        require(reading >= last);
        last = reading;
    }
    let consumption = last - first;
    let amount = consumption.checked_mul(tariff);
    require(amount.is_some());
    host::wasm_output(consumption);
    host::wasm_output(amount.unwrap_or_default());
}

/// Nothing above panics; without a standard library a module has to say what happens then.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
