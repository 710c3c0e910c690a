//! A range proof as it was written for the first W3bstream: it reads one string, the JSON
//! array of all messages' data, and commits one string. It knows nothing of tasks, so its
//! receipt is bound to none.
//!
//! Each message is `{"private_input":"14","public_input":"3,34","receipt_type":"Stark"}` and
//! claims that the private number lies strictly between the two public ones. The journal has
//! one line for each claim, in order. A claim that does not hold is a fault: there is no
//! receipt for it.

#![no_main]

use risc0_zkvm::guest::env;
use serde::Deserialize;

risc0_zkvm::entry!(main);

/// One message; other fields, such as `receipt_type`, are not the guest's business.
#[derive(Deserialize)]
struct Claim {
    private_input: String,
    public_input: String,
}

fn main() {
    let input: String = env::read();
    let Ok(messages) = serde_json::from_str::<Vec<String>>(&input) else {
        panic!("input is not a JSON array of strings");
    };
    let lines: Vec<String> =
        messages.iter().enumerate().map(|(at, message)| line(at, message)).collect();
    env::commit(&lines.join("\n"));
}

/// Checks the claim of message `at` and says what holds. The private number appears nowhere,
/// not even in a fault.
fn line(at: usize, message: &str) -> String {
    let Ok(claim) = serde_json::from_str::<Claim>(message) else {
        panic!("message {at}: not an object with private_input and public_input");
    };
    let Ok(number) = claim.private_input.trim().parse::<u64>() else {
        panic!("message {at}: private_input is not a number");
    };
    let bounds = claim.public_input.split_once(',');
    let Some((Ok(low), Ok(high))) =
        bounds.map(|(low, high)| (low.trim().parse::<u64>(), high.trim().parse::<u64>()))
    else {
        panic!("message {at}: public_input is not two numbers with a comma between them");
    };
    assert!(low < number && number < high, "message {at}: not between {low} and {high}");
    format!("the private input is greater than {low} and less than {high}")
}
